import type { Ref } from "@retain/artifacts/words/ref";
import { explainChange } from "../http/explain-answer.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { contractName, draftName } from "./contract-file.ts";
import { lakeWords, refusalOf } from "./explain-lake.ts";
import { lakeFiles } from "./files.ts";
import type { Lake } from "./open-lake.ts";

/**
 * Puts the contract file of a directory into the state asked for; undefined: there is to be none. `etag` is that of
 * the file as it was read, undefined where there was none. It is there whole or as it was. Throws WorkspaceError
 * `conflict` when somebody else wrote it meanwhile.
 */
export async function writeContract(
  lake: Lake,
  ref: Ref,
  text: string | undefined,
  etag: string | undefined,
): Promise<void> {
  const path = `${ref.name}/${contractName}`;
  const files = lakeFiles(lake, () => `${ref.name}/${draftName}`);
  const changed = () =>
    explainChange({
      target: { name: lake.account, endpoint: lake.endpoint, words: lakeWords },
      verb: "write",
      ref,
    });
  const found = await files.read(path);
  if (found?.text === text) return;
  // An empty file is what versions left that wrote it in place and were killed.
  const isOurs = found === undefined || found.etag === etag || found.text === "";
  if (!isOurs) throw changed();
  if (text === undefined) return files.remove(path);
  try {
    if (found === undefined) await files.create(path, text);
    else await files.replace(path, text, found.etag);
  } catch (error) {
    // The lake refused it for what is there; a lock that was lost is another conflict.
    const refused = error instanceof WorkspaceError && error.reason === "conflict" && refusalOf(error.cause);
    throw refused ? changed() : error;
  }
}
