import { NAMES_OF_OTHER_BOOKS } from "./lexicon/other-books.ts";
import { isStopWord, stem, words } from "./tokens.ts";

type Name = { readonly stems: string; readonly unless: readonly string[] };

const NAMES: readonly Name[] = NAMES_OF_OTHER_BOOKS.split(";").map((each) => {
  const [name = "", unless = ""] = each.split(" unless ");
  return { stems: ` ${stemsOf(name).join(" ")} `, unless: stemsOf(unless) };
});

/** What the titles of the loaded books say, by their stems. */
export type Titles = {
  /** Whether a section has exactly this title. */
  is(stems: string): boolean;
  /** Whether some title holds all of these stems. */
  hold(stems: readonly string[]): boolean;
};

/** Whether a question names something of the wider game that these books do not hold. */
export function namesOtherBook(question: string, titles: Titles): boolean {
  const all = words(question);
  const stems = all.map(stem);
  const said = ` ${stems.join(" ")} `;
  const listed = NAMES.some(
    (name) =>
      name.stems.trim() !== "" &&
      said.includes(name.stems) &&
      !name.unless.some((word) => stems.includes(word)) &&
      !titles.is(name.stems.trim()),
  );
  return listed || namesUnknownOption(all, titles);
}

/** Words before `feat` or `domain` that name none. */
const GENERAL = new Set(
  "bonus class cleric divine extra first free half level magic new racial same second single spell starting variant".split(
    " ",
  ),
);
const ORDERS = new Set(["circle", "oath", "college", "path", "way", "pact"]);

/** `the tough feat`, `oath of conquest`, `grave domain`: a choice by name that no title of the books has. */
function namesUnknownOption(all: readonly string[], titles: Titles): boolean {
  return all.some((word, at) => {
    if (word === "feat" || word === "domain") {
      const named = all[at - 1];
      const general = named === undefined || isStopWord(named) || GENERAL.has(named) || /\d/u.test(named);
      return !general && !titles.hold([stem(named)]);
    }
    if (!ORDERS.has(word) || all[at + 1] !== "of") return false;
    const named = all[at + 2] === "the" ? all[at + 3] : all[at + 2];
    return named !== undefined && !isStopWord(named) && !titles.hold([stem(word), stem(named)]);
  });
}

function stemsOf(text: string): readonly string[] {
  return words(text).map(stem);
}
