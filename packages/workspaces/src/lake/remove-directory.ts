import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import { explainChange } from "../http/explain-answer.ts";
import { makeStopwatch } from "../http/stopwatch.ts";
import type { Done, RemoveRequest } from "../workspace.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { contractName, draftName } from "./contract-file.ts";
import { isMissing, lakeWords, refusalOf } from "./explain-lake.ts";
import { lakeFiles } from "./files.ts";
import type { Lake } from "./open-lake.ts";
import { writeContract } from "./write-contract.ts";

/** What is in a directory: the names that are shown, and how many more there are. */
interface Contents {
  readonly names: readonly string[];
  readonly more: boolean;
  /** A dead write left a contract that was not whole yet. */
  readonly hasDraft: boolean;
}

/** Names that a message shows. */
const shown = 3;

/**
 * Deletes a directory that holds nothing but its contract and what a dead write of it left; one that is not there counts as done. The service is asked
 * to delete an empty directory and nothing else, so data that arrives meanwhile stays. Throws WorkspaceError.
 */
export async function removeDirectory(
  lake: Lake,
  { ref, etag }: RemoveRequest,
  signal: AbortSignal | undefined,
): Promise<Done> {
  const stopwatch = makeStopwatch();
  await stopwatch.time(() => remove(lake, ref, etag, signal));
  return { seconds: stopwatch.seconds() };
}

async function remove(
  lake: Lake,
  ref: Ref,
  etag: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { name } = ref;
  const files = lakeFiles(lake, name);
  const before = await contentsOf(lake, name, signal);
  if (before === undefined) return;
  if (before.names.length > 0) throw holdsData(ref, before);
  const contract = await files.read(`${name}/${contractName}`);
  if (contract !== undefined && etag !== undefined && contract.etag !== etag) {
    throw explainChange({
      target: { name: lake.account, endpoint: lake.endpoint, words: lakeWords },
      verb: "delete",
      ref,
    });
  }
  if (before.hasDraft) await files.remove(`${name}/${draftName}`);
  if (contract !== undefined) await files.remove(`${name}/${contractName}`);
  const isGone = await lake.run({ verb: "delete", path: name }, async (filesystem, abortSignal) => {
    try {
      await filesystem.getDirectoryClient(name).delete(false, { abortSignal });
      return true;
    } catch (error) {
      if (isMissing(error)) return true;
      if (refusalOf(error)?.code === "DirectoryNotEmpty") return false;
      throw error;
    }
  });
  if (isGone) return;
  // Data came between the look and the delete: the directory goes on, and its contract with it.
  await writeContract(lake, ref, contract?.text, undefined);
  throw holdsData(ref, (await contentsOf(lake, name, signal)) ?? { names: [], more: false });
}

/** What lies in a directory beside its contract; undefined when there is no directory. */
function contentsOf(
  lake: Lake,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Contents | undefined> {
  return lake.run(
    { verb: "read", path },
    async (filesystem, abortSignal) => {
      const names: string[] = [];
      let hasDraft = false;
      try {
        for await (const entry of filesystem.listPaths({ path, abortSignal })) {
          const name = (entry.name ?? "").slice(path.length + 1);
          if (name === draftName) hasDraft = true;
          if (name === contractName || name === draftName) continue;
          if (names.length === shown) return { names, more: true, hasDraft };
          names.push(entry.isDirectory === true ? `${name}/` : name);
        }
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
      return { names, more: false, hasDraft };
    },
    signal,
  );
}

function holdsData(ref: Ref, { names, more }: Omit<Contents, "hasDraft">): WorkspaceError {
  return new WorkspaceError({
    reason: "refused",
    message: `cannot delete ${formatRef(ref)}: it holds data`,
    why: `it contains: ${names.join(", ")}${more ? " and more" : ""}`,
    advice:
      "move or delete the data yourself, or keep the directory in the repository; retain never deletes data",
    ref,
  });
}
