import { findContract } from "@retain/artifacts/kinds/contracts";
import { textAt } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import type { Ref } from "@retain/artifacts/words/ref";
import { type LakeFiles, lakeFiles } from "@retain/workspaces/lake/files";
import type { Lake } from "@retain/workspaces/lake/open-lake";

/** Something that a run may have made. */
export interface Made {
  /** The kind of the trial that made it: what one trial made is taken away in the reverse order. */
  readonly trial: string;
  readonly ref: Ref;
}

/** A journal that a run left. */
export interface LeftJournal {
  readonly run: string;
  readonly made: readonly Made[];
  /** When its last line was written, in milliseconds since 1970. */
  readonly last: number;
}

/** The journals of all runs in one environment, `<state>/conformance/<run>.jsonl` in the lake. Everything throws WorkspaceError. */
export interface Journals {
  readonly list: () => Promise<readonly LeftJournal[]>;
  /** Writes a line, durably, before what it tells of may be made. */
  readonly write: (run: string, made: Made) => Promise<void>;
  readonly remove: (run: string) => Promise<void>;
}

/** How the id of a run looks, which begins the name of all it makes. */
const runForm = /^rc[0-9a-f]{16}$/;

/** Opens the journals of an environment whose state is in this folder of a lake. */
export function openJournals(lake: Lake, state: string): Journals {
  const folder = `${state}/conformance`;
  const files: LakeFiles = lakeFiles(lake, `${state}/drafts`);
  const path = (run: string) => `${folder}/${run}.jsonl`;
  /** Ends of the journals that are written, each once the line before is: trials run side by side. */
  const ends = new Map<string, Promise<number>>();
  const begin = async (run: string) => {
    await files.begin(path(run));
    return 0;
  };
  return {
    list: async () => {
      const names = await files.list(folder);
      const runs = names.flatMap((name) =>
        name.endsWith(".jsonl") ? [name.slice(0, -".jsonl".length)] : [],
      );
      const left = runs
        .filter((run) => runForm.test(run))
        .map(async (run) => readJournal(run, (await files.read(path(run)))?.text ?? ""));
      return Promise.all(left);
    },
    write: async (run, { trial, ref }) => {
      const line = `${JSON.stringify({ at: new Date().toISOString(), trial, ...ref })}\n`;
      const end = (ends.get(run) ?? begin(run)).then((position) => files.append(path(run), line, position));
      ends.set(run, end);
      await end;
    },
    remove: (run) => files.remove(path(run)),
  };
}

/** What a journal says. A line that is not whole was never acted upon; a name that is not of the run is nobody's to touch. */
export function readJournal(run: string, text: string): LeftJournal {
  const lines = text
    .split("\n")
    .slice(0, -1)
    .map((line) => jsonIn(line));
  const made = lines.flatMap((line) => {
    const [trial, kind, name] = [textAt(line, "trial"), textAt(line, "kind"), textAt(line, "name")];
    if (trial === undefined || kind === undefined || name === undefined) return [];
    return findContract(kind) !== undefined && name.startsWith(`${run}_`)
      ? [{ trial, ref: { kind, name } }]
      : [];
  });
  const last = Math.max(0, ...lines.map((line) => Date.parse(textAt(line, "at") ?? "") || 0));
  return { run, made, last };
}
