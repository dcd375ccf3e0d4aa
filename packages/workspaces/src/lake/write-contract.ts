import type { Ref } from "@retain/artifacts/ref";
import { explainChange } from "../explain-answer.ts";
import { appendAt } from "./append.ts";
import { contractName } from "./contract-file.ts";
import { refusalOf } from "./explain-lake.ts";
import { lakeFiles } from "./files.ts";
import type { Lake } from "./open-lake.ts";

/**
 * Puts the contract file of a directory into the state asked for; undefined: there is to be none. `etag` is that of
 * the file as it was read, undefined where there was none. It is written in place, so that it gets the access
 * that the directory hands down. Throws WorkspaceError `conflict` when somebody else wrote it meanwhile.
 */
export async function writeContract(
  lake: Lake,
  ref: Ref,
  text: string | undefined,
  etag: string | undefined,
): Promise<void> {
  const path = `${ref.name}/${contractName}`;
  const files = lakeFiles(lake, ref.name);
  const found = await files.read(path);
  if (found?.text === text) return;
  // An empty file is what an attempt of ours left that ended half-way.
  const isOurs = found === undefined || found.etag === etag || found.text === "";
  if (!isOurs) throw explainChange({ target: nameOf(lake), verb: "write", ref });
  if (text === undefined) {
    await files.remove(path);
    return;
  }
  const conditions = found === undefined ? { ifNoneMatch: "*" } : { ifMatch: found.etag };
  const created = await lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
    try {
      await filesystem.getFileClient(path).create({ conditions, abortSignal });
      return true;
    } catch (error) {
      const status = refusalOf(error)?.status;
      if (status !== 409 && status !== 412) throw error;
      return false;
    }
  });
  // Refused after a lost answer, the first attempt may have made it: then it is empty.
  if (!created && (await files.read(path))?.text !== "") {
    throw explainChange({ target: nameOf(lake), verb: "write", ref });
  }
  await appendAt(lake, path, Buffer.from(text), 0);
}

function nameOf({ account, endpoint }: Lake) {
  return { name: account, endpoint };
}
