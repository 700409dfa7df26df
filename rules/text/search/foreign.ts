import { NAMES_OF_OTHER_BOOKS } from "./lexicon/terms.ts";
import { stem, words } from "./tokens.ts";

type Name = { readonly stems: string; readonly unless: readonly string[] };

const NAMES: readonly Name[] = NAMES_OF_OTHER_BOOKS.split(";").map((each) => {
  const [name = "", unless = ""] = each.split(" unless ");
  return { stems: ` ${words(name).map(stem).join(" ")} `, unless: words(unless).map(stem) };
});

/**
 * Whether a question names something of the wider game that these books do not hold. `owns` says whether a book has a
 * section of that name, by its stems.
 */
export function namesOtherBook(question: string, owns: (stems: string) => boolean): boolean {
  const stems = words(question).map(stem);
  const said = ` ${stems.join(" ")} `;
  return NAMES.some(
    (name) =>
      name.stems.trim() !== "" &&
      said.includes(name.stems) &&
      !name.unless.some((word) => stems.includes(word)) &&
      !owns(name.stems.trim()),
  );
}
