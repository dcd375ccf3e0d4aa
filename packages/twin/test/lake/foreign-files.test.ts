import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathsOf, read, refusal, useLake, write } from "./open-lake.ts";

// Spark, DuckDB and people work on the same folder: what lies there counts.
const use = useLake();
const home = () => join(use.lake.files, use.filesystem.name);

test("a file of the lake is a file of the same name on disk", async () => {
  await write(use.filesystem, "gold/part 0.csv", "a,b\n");
  expect(readFileSync(join(home(), "gold/part 0.csv"), "utf8")).toBe("a,b\n");
  await use.filesystem.getDirectoryClient("gold").move("platinum");
  expect(existsSync(join(home(), "platinum/part 0.csv"))).toBe(true);
  await use.filesystem.getDirectoryClient("platinum").delete(true);
  expect(existsSync(join(home(), "platinum"))).toBe(false);
});

test("files that another program wrote are listed, read, leased, moved and deleted", async () => {
  mkdirSync(join(home(), "spark/out"), { recursive: true });
  writeFileSync(join(home(), "spark/out/part-0"), "rows");
  expect(await pathsOf(use.filesystem)).toEqual(["spark/", "spark/out/", "spark/out/part-0"]);
  expect(await read(use.filesystem, "spark/out/part-0")).toBe("rows");
  const file = use.filesystem.getFileClient("spark/out/part-0");
  const { etag } = await file.getProperties();
  expect((await file.getProperties()).etag).toBe(etag);
  await file.append("!", 4, 1, { flush: true });
  await file.setMetadata({ seen: "yes" });
  await file.getDataLakeLeaseClient().acquireLease(-1);
  expect(await refusal(file.delete())).toBe("412 LeaseIdMissing");
  await use.filesystem.getDirectoryClient("spark").move("kept");
  expect(await read(use.filesystem, "kept/out/part-0")).toBe("rows!");
  expect((await use.filesystem.getFileClient("kept/out/part-0").getProperties()).metadata).toEqual({
    seen: "yes",
  });
});

test("a file that another program changed is another version without the metadata of the first", async () => {
  const file = use.filesystem.getFileClient("f");
  const { etag = "" } = await file.upload(Buffer.from("1"), { metadata: { of: "1" } });
  appendFileSync(join(home(), "f"), "2");
  const after = await file.getProperties();
  expect(after.etag).not.toBe(etag);
  expect(after.metadata).toEqual({});
  expect(await read(use.filesystem, "f")).toBe("12");
  expect(await refusal(file.setMetadata({}, { conditions: { ifMatch: etag } }))).toBe("412 ConditionNotMet");
});

test("a file or directory that another program removed is gone", async () => {
  await write(use.filesystem, "d/f");
  rmSync(join(home(), "d"), { recursive: true });
  expect(await use.filesystem.getFileClient("d/f").exists()).toBe(false);
  expect(await pathsOf(use.filesystem)).toEqual([]);
  await write(use.filesystem, "d");
  expect(await pathsOf(use.filesystem)).toEqual(["d"]);
});
