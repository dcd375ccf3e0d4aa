import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain validate` takes. */
export const validateDeclared = declare({
  name: "validate",
  summary: "Check the repository without touching any workspace",
  about: [
    "Reads every source in retain.yaml and reports all problems at once, each with its location and how to fix it: wire schema, names and limits, dangling references, cycles, duplicates, parameters, placeholders, secrets and names of other environments.",
    "With --env it also shows what the environment does: where its parameters are used, which state each trigger gets, and what every override replaces with what.",
    "Rules that retain.yaml lowers to warnings are listed with their reason.",
  ],
  options: [
    env,
    { flags: "--sarif <file>", help: "write the problems as SARIF 2.1.0, for code scanning" },
    json,
  ],
  examples: ["retain validate", "retain validate --env prod --json", "retain validate --sarif retain.sarif"],
});

/** `retain validate` with its code. */
export const validateSpec = command(
  validateDeclared,
  async () => (await import("../../commands/validate.ts")).runValidate,
);
