import type { Conformance, Trial } from "../conformance/trial.ts";
import type { WorkspaceReach } from "../workspace-entry.ts";
import { openLakeDirectories } from "./directories.ts";
import { lakeFiles } from "./files.ts";
import { lakeLeases } from "./leases.ts";
import { openLake } from "./open-lake.ts";

function open({ name, part = "", create, ...reach }: WorkspaceReach) {
  return openLake({ ...reach, account: name, filesystem: part, createFilesystem: create });
}

const tryDirectory: Trial = async ({ reach, prefix, stop, makes, step }) => {
  const lake = open(reach);
  const directories = openLakeDirectories(lake);
  const ref = { kind: "lake-directory", name: `${prefix}_directory` };
  const [file, other, log] = ["file.json", "other.json", "log.jsonl"].map(
    (name) => `${ref.name}/${name}`,
  ) as [string, string, string];
  const files = lakeFiles(lake, `${ref.name}/drafts`);
  const leases = lakeLeases(lake);
  const write = (description: string, permissions: string, etag?: string) =>
    directories.write(
      { ref, body: { name: ref.name, properties: { description, permissions } }, etag },
      stop,
    );
  await step("get one that does not exist", () => directories.get(ref, () => ""));
  await step("read a file that does not exist", () => files.read(file));
  await step("ask for the length of a file that does not exist", () => files.length(file));
  await step("list a folder that does not exist", () => files.list(ref.name));
  await makes(ref);
  await step("create", () => write("made", "rwxr-x---"));
  let etag: string | undefined;
  await step("get", async () => {
    etag = (await directories.get(ref, () => ""))?.etag;
  });
  await step("change", () => write("changed", "rwxr-xr-x", etag));
  await step("change it by an etag that is not its own any more", () => write("made", "rwxr-x---", etag));
  await step("create a file", () => files.create(file, "{}"));
  await step("create a file that exists", () => files.create(file, "[]"));
  await step("read a file", async () => {
    etag = (await files.read(file))?.etag;
  });
  await step("replace a file", () => files.replace(file, "[]", etag ?? ""));
  await step("replace a file by an etag that is not its own any more", () =>
    files.replace(file, "{}", etag ?? ""),
  );
  await step("append to a file", async () => {
    await files.begin(log);
    await files.append(log, "1\n", 0);
  });
  await step("append where the file does not end", () => files.append(log, "2\n", 7));
  await step("ask for the length of a file", () => files.length(log));
  await step("list a folder", () => files.list(ref.name));
  await step("lease a file, and again, and give it back", async () => {
    const lease = await leases.acquire(log, 15);
    await leases.acquire(log, 15);
    await lease?.renew();
    await lease?.release();
  });
  await step("rename a file", () => files.rename(file, other));
  await step("delete a directory that holds files", () => directories.remove({ ref, etag: undefined }, stop));
  await step("delete files", async () => {
    for (const path of [file, other, log]) await files.remove(path);
  });
  await step("delete", () => directories.remove({ ref, etag: undefined }, stop));
  await step("delete it again", () => directories.remove({ ref, etag: undefined }, stop));
};

/** How one sees whether a lake behaves as is known: directories, and the files and leases that the state is made of. */
export const lakeConformance: Conformance = {
  trials: { "lake-directory": tryDirectory },
  clear: (reach, { name }) => lakeFiles(open(reach), name).remove(name),
};
