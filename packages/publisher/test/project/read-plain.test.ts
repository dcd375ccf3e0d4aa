import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readListedNow, readPlain, unwritablePlace } from "@retain/project/read-plain";
import { listFiles } from "@retain/project/sources/folder-listing";
import { findPackage } from "@retain/project/sources/package-folder";
import { readFailure } from "@retain/project/text-file";
import { expect, onTestFinished, test } from "vitest";
import { githubRun } from "../../src/code-host/github/run.ts";
import { writeFiles } from "../../src/init/write-files.ts";

/** A program of every Unix. */
const makePipe = "mkfifo";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "retain-plain-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test.skipIf(process.platform === "win32")(
  "what is no plain file is refused before a byte is read",
  async () => {
    const folder = await emptyFolder();
    execFileSync(makePipe, [join(folder, "pipe")]);
    await symlink("/proc/self/environ", join(folder, "link"));
    const told = async (path: string) => readFailure(await readPlain(path).catch((error: unknown) => error));
    expect(await told("/dev/zero")).toBe("it belongs to the system");
    expect(await told("/proc/self/environ")).toBe("it belongs to the system");
    expect(await told(join(folder, "link"))).toBe("it belongs to the system");
    expect(await told(join(folder, "pipe"))).toBe("it is not a regular file");
    expect(await told(folder)).toBe("it is a folder");
    expect(await told(join(folder, "none"))).toBe("it does not exist");
    expect(await unwritablePlace("/dev/null")).toBe("it belongs to the system");
    expect(await unwritablePlace(join(folder, "pipe"))).toBe("it is not a regular file");
    expect(await unwritablePlace(join(folder, "new"))).toBeUndefined();
  },
);

test.skipIf(process.platform === "win32")(
  "a pipe in the place of a file holds nothing up, wherever one is read",
  async () => {
    const folder = await emptyFolder();
    for (const name of ["package.json", ".gitignore", "event.json"]) {
      execFileSync(makePipe, [join(folder, name)]);
    }
    expect(await findPackage("./", folder)).toMatchObject({
      problem: {
        message: "'./' is not a package: its package.json cannot be read: it is not a regular file",
      },
    });
    const file = { from: "project", path: "retain.yaml", text: "name: a\n" } as const;
    await expect(writeFiles(folder, "", [file])).rejects.toThrow(
      ".gitignore cannot be read: it is not a regular",
    );
    expect(await readdir(folder)).not.toContain("retain.yaml");
    const variables = { GITHUB_TOKEN: "t", GITHUB_REPOSITORY: "o/r" };
    const found = await githubRun({ ...variables, GITHUB_EVENT_PATH: join(folder, "event.json") });
    expect(found).toMatchObject({ pullRequest: undefined });
    expect(() => readListedNow(join(folder, "event.json"))).toThrow("it is not a regular file");
  },
);

test("a link that leads out of the repository is refused, one that stays is followed", async () => {
  const folder = await emptyFolder();
  const source = join(folder, "repo/workspace");
  await mkdir(join(source, "pipeline"), { recursive: true });
  await mkdir(join(folder, "elsewhere"));
  await writeFile(join(folder, "repo/retain.yaml"), "");
  await writeFile(join(folder, "elsewhere/Secret.json"), "{}");
  await writeFile(join(folder, "repo/Shared.json"), "{}");
  await symlink(join(folder, "elsewhere/Secret.json"), join(source, "pipeline/Out.json"));
  await symlink(join(folder, "elsewhere"), join(source, "dataset"));
  await symlink("../../Shared.json", join(source, "pipeline/In.json"));
  const { files, diagnostics } = await listFiles(source, (path) => path);
  expect(files).toEqual(["pipeline/In.json"]);
  expect(diagnostics.map(({ code, at }) => `${code} ${at?.file}`).sort()).toEqual([
    "link-outside dataset",
    "link-outside pipeline/Out.json",
  ]);
});
