/** What the machine has to bring: a Python and a Java that Spark 4.1 runs on. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The programs that were found. */
export interface Prerequisites {
  /** Absolute path of a Python 3.11 or 3.12 that can make environments. */
  readonly python: string;
  /** The home of a Java 17 or 21. */
  readonly javaHome: string;
}

/** One sentence for each thing that is missing, with the command that installs it. */
export class MissingPrerequisites extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "MissingPrerequisites";
  }
}

const pythons = ["python3.11", "python3.12", "python3", "python"];
const pythonVersions = ["3.11", "3.12"];
const javaVersions = ["17", "21"];
const askPython =
  'import sys; print("%d.%d" % sys.version_info[:2]); print(sys.executable)\n' +
  'try:\n import ensurepip, venv; print("venv")\nexcept ImportError: print("bare")';

/**
 * Finds both, or throws `MissingPrerequisites` with every problem at once. `homes` are
 * Javas that are looked at after `JAVA_HOME` and PATH.
 */
export function findPrerequisites(
  environment: NodeJS.ProcessEnv,
  homes: readonly string[] = javaFolders(),
): Prerequisites {
  const python = findPython(environment);
  const javaHome = findJava(environment, homes);
  const problems = [python, javaHome].flatMap((found) => ("problem" in found ? [found.problem] : []));
  if ("problem" in python || "problem" in javaHome) throw new MissingPrerequisites(problems);
  return { python: python.found, javaHome: javaHome.found };
}

type Search = { readonly found: string } | { readonly problem: string };

function findPython(environment: NodeJS.ProcessEnv): Search {
  let bare: string | undefined;
  for (const name of pythons) {
    const { stdout, status } = spawnSync(name, ["-c", askPython], { encoding: "utf8", env: environment });
    const [version = "", executable = "", venv] = (stdout ?? "").split("\n").map((line) => line.trim());
    if (status !== 0 || !pythonVersions.includes(version)) continue;
    if (venv === "venv") return { found: executable };
    bare ??= version;
  }
  if (bare !== undefined) {
    return {
      problem: `Python ${bare} is here, but without its module venv: install it with \`${installers().venv(bare)}\`.`,
    };
  }
  return {
    problem: `Python 3.11 or 3.12 is needed and was not found on PATH: install it with \`${installers().python}\`.`,
  };
}

function findJava(environment: NodeJS.ProcessEnv, homes: readonly string[]): Search {
  const named = environment.JAVA_HOME;
  const programs = [
    ...(named ? [join(named, "bin", "java")] : []),
    "java",
    ...homes.map((home) => join(home, "bin", "java")),
  ];
  for (const program of programs) {
    const { stderr, status } = spawnSync(program, ["-XshowSettings:properties", "-version"], {
      encoding: "utf8",
      env: environment,
    });
    const home = /^\s*java\.home = (.+)$/m.exec(stderr ?? "")?.[1]?.trim();
    const version = /^\s*java\.specification\.version = (.+)$/m.exec(stderr ?? "")?.[1]?.trim();
    if (status === 0 && home !== undefined && javaVersions.includes(version ?? "")) return { found: home };
  }
  return {
    problem: `Java 17 or 21 is needed and was not found by JAVA_HOME or PATH: install it with \`${installers().java}\`.`,
  };
}

/** Where installers put Java without putting it on PATH. */
function javaFolders(): readonly string[] {
  const inside = (folder: string, tail = "") =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, tail)) : [];
  return [
    ...inside("/usr/lib/jvm"),
    ...inside("/Library/Java/JavaVirtualMachines", "Contents/Home"),
    "/opt/homebrew/opt/openjdk@17",
    "/opt/homebrew/opt/openjdk@21",
    "/usr/local/opt/openjdk@17",
    "/usr/local/opt/openjdk@21",
  ].filter((home) => existsSync(join(home, "bin", "java")));
}

interface Installers {
  readonly python: string;
  readonly java: string;
  readonly venv: (version: string) => string;
}

/** The commands of this system; Debian and Ubuntu name the packages by the version they carry. */
function installers(): Installers {
  if (process.platform === "darwin") {
    const python = "brew install python@3.12";
    return { python, java: "brew install openjdk@17", venv: () => python };
  }
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const version = /^VERSION_ID="?(\d+)/m.exec(release)?.[1] ?? "";
  const newer = /^ID=ubuntu/m.test(release) ? Number(version) >= 24 : Number(version) >= 13;
  const python = newer ? "3.12" : "3.11";
  return {
    python: `sudo apt-get install -y python${python} python${python}-venv`,
    java: `sudo apt-get install -y openjdk-${newer ? "21" : "17"}-jre-headless`,
    venv: (found) => `sudo apt-get install -y python${found}-venv`,
  };
}
