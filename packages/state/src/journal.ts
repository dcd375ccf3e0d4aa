import type { Journal, JournalLine } from "./state.ts";
import { writeLine } from "./written-state.ts";

/** A line that waits for the append under way. */
interface Waiting {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A journal over `append`, which adds text to its end and resolves when it is durable. Lines that come while an
 * append is under way go together in the next one, so that many changes side by side cost few requests.
 */
export function makeJournal(append: (text: string) => Promise<void>): Journal {
  let waiting: Waiting[] = [];
  let working = false;
  /** After a failure nobody knows where the file ends: nothing more is written. */
  let failure: { readonly error: unknown } | undefined;

  const work = async () => {
    working = true;
    // What is written in one go goes in one append.
    await undefined;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure !== undefined) throw failure.error;
        await append(batch.map(({ text }) => text).join(""));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        failure = { error };
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  };

  return {
    write: (line: JournalLine) =>
      new Promise((resolve, reject) => {
        waiting.push({ text: `${JSON.stringify(writeLine(line))}\n`, resolve, reject });
        if (!working) void work();
      }),
  };
}
