/**
 * Terraform of one target, by the files in terraform/targets: `node scripts/infra.ts TASK TARGET [ROOT]`. A person runs
 * it by hand, workflows run the same; docs/deploy.md has the order.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(new URL("../terraform", import.meta.url));

/** A program to run, and the file that gets what it prints, if its output is kept. */
export interface Step {
  readonly run: readonly string[];
  readonly into?: string;
}

/** What each task runs. `subscription` is that of `az account show`, which only bootstrap asks for. */
export function stepsOf(task: string, target: string, root: string, subscription = ""): readonly Step[] {
  const values = (...files: readonly string[]) =>
    files.map((file) => `-var-file=../targets/${target}.${file}`);
  const decided = values("tfvars.json");
  const known = values("bootstrap.tfvars.json", "tfvars.json");
  const terraform = (...words: readonly string[]) => ["terraform", `-chdir=terraform/${root}`, ...words];
  const init = {
    run: terraform(
      "init",
      "-input=false",
      "-reconfigure",
      `-backend-config=../targets/${target}.tfbackend.json`,
      `-backend-config=key=${root}.tfstate`,
    ),
  };
  const output = (of: string, into: string) => ({
    run: ["terraform", "-chdir=terraform/bootstrap", "output", "-json", `-state=${target}.tfstate`, of],
    into: `terraform/targets/${target}.${into}`,
  });
  switch (task) {
    case "bootstrap": {
      const state = `-state=${target}.tfstate`;
      const subscribed = `-var=subscription_id=${subscription}`;
      return [
        { run: ["terraform", "-chdir=terraform/bootstrap", "init", "-input=false"] },
        { run: ["terraform", "-chdir=terraform/bootstrap", "apply", state, subscribed, ...decided] },
        output("target", "bootstrap.tfvars.json"),
        output("backend", "tfbackend.json"),
        output("environments", "environments.json"),
      ];
    }
    case "plan":
      // Whoever only plans must not need to write the lock.
      return [
        init,
        {
          run: terraform(
            "plan",
            "-input=false",
            "-lock=false",
            "-no-color",
            "-detailed-exitcode",
            "-out=tfplan",
            ...known,
          ),
        },
        { run: terraform("show", "-no-color", "tfplan"), into: `infra-${root}.md` },
      ];
    case "apply":
      return [init, { run: terraform("apply", "-input=false", "-no-color", "tfplan") }];
    case "up":
      return [init, { run: terraform("apply", ...known) }];
    case "outputs":
      return [init, { run: terraform("output", "-json"), into: `terraform/targets/${target}.outputs.json` }];
    case "destroy":
      return [init, { run: terraform("apply", "-destroy", ...known) }];
    case "github":
      return Object.entries(environmentsOf(target)).flatMap(([environment, variables]) => [
        {
          run: [
            "gh",
            "api",
            "--method",
            "PUT",
            `repos/{owner}/{repo}/environments/${environment}`,
            "--silent",
          ],
        },
        ...Object.entries(variables).map(([name, value]) => ({
          run: ["gh", "variable", "set", name, "--env", environment, "--body", value],
        })),
      ]);
    default:
      throw new Error(`unknown task '${task}': bootstrap, github, plan, apply, up, outputs, destroy`);
  }
}

/** By environment of the code host, the variables that bootstrap says. */
function environmentsOf(target: string) {
  const text = readFileSync(`${folder}/targets/${target}.environments.json`, "utf8");
  return JSON.parse(text) as { readonly [environment: string]: { readonly [name: string]: string } };
}

/** The plan as a comment shows it; a comment has no more than 65,536 characters. */
export function planReport(target: string, root: string, shown: string): string {
  const text = shown.replaceAll("```", "'''");
  const cut = text.length > 60_000 ? `${text.slice(0, 60_000)}\n… the log of the run has the rest` : text;
  return `### Infrastructure of \`${target}\`: ${root}\n\n\`\`\`\n${cut.trim()}\n\`\`\`\n`;
}

/** Runs one step; returns its exit code, where 2 of a plan means that there are changes. */
function perform({ run: [program = "", ...words], into }: Step, target: string, root: string): number {
  const kept = into === undefined ? "inherit" : "pipe";
  const { status, stdout, error } = spawnSync(program, words, {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: ["inherit", kept, "inherit"],
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error) throw new Error(`'${program}' does not run: ${error.message}`);
  if (into !== undefined && status === 0)
    writeFileSync(into, into.endsWith(".md") ? planReport(target, root, stdout) : stdout);
  return status ?? 1;
}

function main([task = "", target = "", root = "platform"]: readonly string[]): number {
  if (!/^[a-z][a-z0-9]+$/.test(target) || !["platform", "workspace"].includes(root))
    throw new Error("usage: node scripts/infra.ts TASK TARGET [platform|workspace]");
  const asked = ["az", "account", "show", "--query", "id", "--output", "tsv"];
  const subscription =
    task === "bootstrap"
      ? spawnSync(asked[0] ?? "", asked.slice(1), { encoding: "utf8" }).stdout?.trim()
      : "";
  if (subscription === undefined || (task === "bootstrap" && subscription === ""))
    throw new Error("no subscription is selected: az login, then az account set --subscription NAME");
  let changes = 0;
  for (const step of stepsOf(task, target, root, subscription)) {
    const code = perform(step, target, root);
    if (step.run.includes("-detailed-exitcode") && code === 2) changes = 1;
    else if (code !== 0) return code;
  }
  if (task === "plan" && process.env.GITHUB_OUTPUT !== undefined)
    appendFileSync(process.env.GITHUB_OUTPUT, `changes=${changes}\n`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
