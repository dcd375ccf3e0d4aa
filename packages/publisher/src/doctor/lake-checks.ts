import { randomUUID } from "node:crypto";
import type { LockHolder, StateStore } from "@retain/state/state";
import { lakeFiles } from "@retain/workspaces/lake/files";
import type { Lake } from "@retain/workspaces/lake/open-lake";
import { holderWords, type StateOwner } from "../render/holder-words.ts";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import type { Finding } from "./checklist.ts";

/** Whether the file system is there and can be seen. */
export async function checkFilesystem(lake: Lake): Promise<Finding<true>> {
  await lake.run({ verb: "read" }, (filesystem, abortSignal) => filesystem.getProperties({ abortSignal }));
  return { says: `file system ${lake.filesystem} of ${lake.account}`, value: true };
}

/** Whether state can be written: makes a file in each of both ways, through either endpoint, reads and takes them away. */
export async function checkProbe(lake: Lake, folder: string): Promise<Finding<true>> {
  const probe = `${folder}/probe-${randomUUID()}`;
  const files = lakeFiles(lake, `${probe}/drafts`);
  const text = "retain doctor\n";
  try {
    await files.create(`${probe}/file.txt`, text);
    await files.begin(`${probe}/lines.txt`);
    await files.append(`${probe}/lines.txt`, text, 0);
    const found = await Promise.all(["file", "lines"].map((name) => files.read(`${probe}/${name}.txt`)));
    return found.every((file) => file?.text === text)
      ? { says: `wrote and read a file below ${folder}`, value: true }
      : { says: `a file written below ${folder} was read back differently` };
  } finally {
    await files.remove(probe).catch(() => undefined);
  }
}

/** Who holds the lock; `null` when nobody does. */
export async function checkLock(store: StateStore, own: StateOwner): Promise<Finding<LockHolder | null>> {
  const holder = await store.holder();
  if (holder === undefined) return { says: "free", value: null };
  return {
    says: `held by ${holderWords(holder, own)}`,
    advice: "wait until that command ends; if it is gone: retain unlock",
    warning: true,
    value: holder,
  };
}

/** Whether the documents of the state can be read, and whether the last apply came to its end. */
export async function checkState(store: StateStore, holder: LockHolder | null): Promise<Finding<true>> {
  const { manifest, unfinished } = await store.read();
  const id = manifest.release;
  const release = id === null ? undefined : await store.readRelease(id);
  if (id !== null && release === undefined) {
    return {
      says: `the document of the last release, ${id}, is missing`,
      advice: `restore an earlier version of ${store.place}/releases/${id}.json`,
    };
  }
  const opened = unfinished?.lines.findLast((line) => line.type === "open");
  if (opened?.type === "open" && holder === null) {
    return {
      says: `an apply of ${count(opened.changes, "change")} by ${visible(opened.by.name)}, started ${opened.at}, did not finish`,
      advice: "finish it: retain apply",
    };
  }
  const known = count(manifest.artifacts.size, "artifact");
  return { says: id === null ? "no release yet" : `release ${id}, ${known}`, value: true };
}
