import { type ExactNumber, isExactNumber, type Json } from "@retain/artifacts/words/json";
import type { BlockContext, WorkspaceBlocks, WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import { z } from "zod";
import { overrideDeeds } from "./override-edits.ts";

const text = z.string().min(1, "must not be empty");

const exactNumber = z.custom<ExactNumber>(isExactNumber);

/** Any value; an exact number would be an object to `z.json()`. */
const json: z.ZodType<Json> = z.lazy(() =>
  z.union([
    exactNumber,
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(json),
    z.record(z.string(), json),
  ]),
);

/** A value of a parameter. */
const parameterValue = z.union([z.string(), z.number(), exactNumber, z.boolean()], {
  error: "a parameter must be a string, a number, true or false",
});

/** Where the outputs of terraform come from, and which parameter takes which. */
const terraformSchema = z
  .strictObject({
    outputs: text.optional(),
    command: z.array(text).min(1, "give the program and its arguments").optional(),
    folder: text.optional(),
    parameters: z.record(z.string(), text).nullish(),
  })
  .refine(({ outputs, command }) => (outputs === undefined) !== (command === undefined), {
    error:
      "terraform takes either `outputs: FILE`, a saved `terraform output -json`, or `command: [terraform, output, -json]`",
  })
  .refine(({ folder, command }) => folder === undefined || command !== undefined, {
    error: "'folder' is only for `command`, as its working directory",
    path: ["folder"],
  });

const demand = z.enum(["named", "refused"]).optional();

/** What is asked for before changes of a risk are made; nothing of a risk that is left out. */
const consentSchema = z.strictObject({
  cosmetic: demand,
  behavioural: demand,
  breaking: demand,
  destructive: demand,
});

/**
 * What the file of an environment may say, and what its blocks come to: `places` has the place of each workspace that
 * the environment has, by its name among `blocks`.
 */
export function environmentSchema(blocks: WorkspaceBlocks, context: BlockContext) {
  const names = Object.keys(blocks);
  const shape = Object.fromEntries(names.map((name) => [name, blocks[name]?.schema(context) ?? z.never()]));
  return z.strictObject({ ...fixedKeys, ...shape }).transform((said) => {
    const values = said as Readonly<Record<string, unknown>>;
    const places = names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]));
    return {
      ...(said as z.output<typeof fixedSchema>),
      places: Object.fromEntries(places) as Readonly<Record<string, WorkspacePlace>>,
    };
  });
}

/** The keys that are there whatever workspaces there are. */
const fixedKeys = {
  workspace: text,
  twin: text.optional(),
  scratch: z.boolean("true or false").optional(),
  parameters: z.record(z.string(), parameterValue).nullish(),
  terraform: terraformSchema.optional(),
  triggers: z.record(z.string(), z.enum(["started", "stopped"])).nullish(),
  consent: consentSchema.nullish(),
  backfillLimit: z
    .int("a whole number of windows")
    .nonnegative("a whole number of windows; 0 asks about every one")
    .optional(),
  overrides: z
    .record(
      z.string(),
      z.object(overrideDeeds, { error: "write `PATH: VALUE` lines below the artifact" }).catchall(json),
    )
    .nullish(),
};

const fixedSchema = z.strictObject(fixedKeys);
