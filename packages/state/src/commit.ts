import { execFile } from "node:child_process";
import type { Commit } from "./state.ts";

/** The commit that a folder is at; undefined where there is no git, no repository, or no commit. */
export async function commitOf(folder: string): Promise<Commit | undefined> {
  const git = (...args: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile("git", ["-C", folder, ...args], { timeout: 10_000, maxBuffer: 16 << 20 }, (error, stdout) =>
        error ? reject(error) : resolve(stdout.trim()),
      );
    });
  try {
    const [sha = "", author = "", subject = ""] = (await git("log", "-1", "--format=%H%x00%an%x00%s")).split(
      "\0",
    );
    // A checkout of a workflow is at no branch; the service says which one it was asked for.
    const here = await git("rev-parse", "--abbrev-ref", "HEAD");
    const branch =
      here === "HEAD" ? (process.env.GITHUB_REF_NAME ?? process.env.BUILD_SOURCEBRANCHNAME) : here;
    // Beyond this folder a repository may hold anything.
    const dirty = (await git("status", "--porcelain", "--untracked-files=normal", ".")) !== "";
    return { sha, author, subject, dirty, ...(branch === undefined ? {} : { branch }) };
  } catch {
    return undefined;
  }
}

/**
 * Which of these files, each `COMMIT:./PATH` below the folder, git knows there; none where there is no git, and only
 * those of the commits that a shallow clone has.
 */
export async function filesOfCommits(folder: string, files: readonly string[]): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const asked = files.filter((file) => !file.includes("\n"));
  const answer = await new Promise<string>((resolve) => {
    const child = execFile(
      "git",
      ["-C", folder, "cat-file", "--batch-check=%(objecttype)"],
      { timeout: 30_000, maxBuffer: 16 << 20 },
      (error, stdout) => resolve(error ? "" : stdout),
    );
    // A git that is not there, or ends early, is one that knows nothing.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(asked.map((file) => `${file}\n`).join(""));
  });
  const types = answer.split("\n");
  return new Set(asked.filter((_, at) => types[at] === "blob"));
}
