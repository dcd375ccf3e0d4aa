import { commandsOf } from "../packages/publisher/src/cli/commands.ts";
import { commonOptions } from "../packages/publisher/src/cli/options.ts";
import { shipped } from "../packages/publisher/src/shipped.ts";
import { readScript } from "./read-script.ts";

/** What is wrong with a command line of ours, told from the declarations of the commands; nothing where it is right. */
export function wrongWords(line: string): readonly string[] {
  const [read] = readScript(line);
  const words = read?.words ?? [];
  const [program, name = "", ...rest] = words;
  if (program !== "retain") return [`'${program}' is not retain`];
  const spec = commandsOf(shipped).find((command) => command.name === name);
  if (spec === undefined) return [`there is no command '${name}'`];
  if ("commands" in spec) return [`'${name}' is a group of commands`];
  const known = new Map(
    [...spec.options, ...commonOptions].flatMap(({ flags }) =>
      flags.split(", ").map((flag) => [flag.split(" ")[0] ?? "", /[<[]/.test(flags)] as const),
    ),
  );
  const problems: string[] = [];
  let given = 0;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    if (!word.startsWith("--")) given++;
    else if (!known.has(word)) problems.push(`'${name}' knows no option '${word}'`);
    else if (known.get(word)) at++;
  }
  const wanted = spec.args?.split(" ") ?? [];
  const least = wanted.filter((argument) => argument.startsWith("<")).length;
  if (given < least || given > wanted.length) problems.push(`'${name}' takes ${spec.args ?? "nothing"}`);
  return problems;
}
