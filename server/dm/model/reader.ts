import type { Context } from "../grammar/reading.ts";
import { ACT, INTERPRETER, interpreterData, Statements } from "../prompts/interpreter.ts";
import type { Reader } from "../talk.ts";
import type { Budget } from "./breaker.ts";
import { type Answer, type Model, ModelFailure } from "./client.ts";
import { PieceReader, parseLoosely } from "./pieces.ts";

const ANSWER_BYTES = 4_000;

/**
 * A model's second reading of words that the grammar does not know. It only rephrases: its statements go through
 * the same grammar with the speaker's own rights, and are offered to the speaker, never carried out unasked.
 */
export function modelReader(model: Model, budget: Budget, signal: AbortSignal): Reader {
  return {
    async read(text: string, context: Context): Promise<readonly string[]> {
      let said: readonly string[] = [];
      try {
        await model.ask(
          {
            purpose: "reading",
            system: INTERPRETER,
            user: interpreterData(text, context),
            tool: ACT,
            answerBytes: ANSWER_BYTES,
            signal,
            accepts: async (answer) => {
              const found = statementsIn(answer);
              said = found ?? [];
              return found !== null;
            },
          },
          budget,
        );
        return said;
      } catch (error) {
        if (error instanceof ModelFailure) return [];
        throw error;
      }
    },
  };
}

/** The first object of the asked shape, by tool or in the text; null when there is none. */
function statementsIn(answer: Answer): readonly string[] | null {
  for (const value of [...answer.toolArguments.map(parseLoosely), ...objectsIn(answer.text)]) {
    const found = Statements.safeParse(value);
    if (found.success) return found.data.statements.map((statement) => statement.toLowerCase().trim());
  }
  return null;
}

function objectsIn(text: string): readonly unknown[] {
  const reader = new PieceReader();
  return [...reader.feed(text), ...reader.end()].flatMap((piece) =>
    piece.kind === "object" ? [piece.value] : [],
  );
}
