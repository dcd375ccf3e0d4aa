import { command, declare } from "../command.ts";
import { env, json, moveOptions, pruneUnmanaged, selection } from "../options.ts";

/** What `retain plan` takes. */
export const planDeclared = declare({
  name: "plan",
  summary: "Show what apply would change, field by field",
  about: [
    "Reads the repository and the live workspace and prints the changes that would make them equal: creates, updates with every differing field, deletes, renames, triggers to stop and start, with risk and order. Nothing is written.",
    "With a lake for its state (docs/configuration.md) it also knows what the last release put there, and so which side moved since: a change in the repository is written, an edit in the workspace is undone, and where both moved, the plan is refused until --overwrite or --keep-live decides. Only what a release created is ever deleted.",
    "The JSON form is versioned and has a published schema (plan.schema.json in the package). A plan saved with --out can be applied later, and is refused if the workspace has moved since.",
  ],
  options: [
    env,
    ...selection,
    ...moveOptions,
    pruneUnmanaged,
    { flags: "--out <file>", help: "save the plan, to be applied with `retain apply FILE`" },
    { flags: "--markdown <file>", help: "write the plan as markdown, for a pull request" },
    { flags: "--exit-code", help: "exit with 2 when there are changes, 0 when there are none" },
    { flags: "--unmanaged", help: "list live artifacts that are not in the repository" },
    json,
  ],
  examples: [
    "retain plan",
    "retain plan --env prod --only pipeline 'dataset/Sink*'",
    "retain plan --out plan.json --markdown plan.md --exit-code",
  ],
});

/** `retain plan` with its code. */
export const planSpec = command(planDeclared, async () => (await import("../../commands/plan.ts")).runPlan);
