import { type ExactNumber, isExactNumber, type Json } from "@retain/artifacts/words/json";
import { z } from "zod";
import { overrideDeeds } from "./override-edits.ts";

const text = z.string().min(1, "must not be empty");

const endpointText = z
  .string()
  .refine((value) => URL.canParse(value) && new URL(value).protocol === "https:", {
    error: "an endpoint must be an https URL, e.g. https://my-workspace.dev.azuresynapse.net",
  })
  .transform((value) => value.replace(/\/+$/, ""));

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

/** The file system that holds the data and, in a folder of it, the state. */
const lakeSchema = z.strictObject({
  account: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, "a storage account name must be 3 to 24 lower-case letters and digits")
    .optional(),
  endpoint: endpointText.optional(),
  filesystem: z
    .string()
    .regex(
      /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
      "a file system name must be 3 to 63 lower-case letters, digits and single dashes",
    ),
  state: z
    .string()
    .transform((value) => value.replace(/^\/+|\/+$/g, ""))
    .refine((value) => value.split("/").every((name) => name !== "" && name !== "." && name !== ".."), {
      error: "the state must be a folder of the file system, e.g. _retain/shop/prod",
    })
    .optional(),
});

const demand = z.enum(["named", "refused"]).optional();

/** What is asked for before changes of a risk are made; nothing of a risk that is left out. */
const consentSchema = z.strictObject({
  cosmetic: demand,
  behavioural: demand,
  breaking: demand,
  destructive: demand,
});

/** What the file of an environment may say. */
export const environmentSchema = z
  .strictObject({
    workspace: text,
    synapse: z
      .strictObject({ endpoint: endpointText.optional(), scope: text.optional(), ca: text.optional() })
      .optional(),
    twin: text.optional(),
    lake: lakeSchema.optional(),
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
  })
  .refine((environment) => environment.twin === undefined || environment.synapse === undefined, {
    error: "'twin' and 'synapse' cannot be used together: the twin provides its own endpoint",
    path: ["synapse"],
  })
  .refine(({ twin, lake }) => twin === undefined || lake?.endpoint === undefined, {
    error: "the twin provides the endpoint of its lake: give its `account`, or nothing if it has only one",
    path: ["lake", "endpoint"],
  })
  .refine(({ twin, lake }) => twin !== undefined || !lake || (lake.account ?? lake.endpoint) !== undefined, {
    error: "give the storage account as `account`, or its address as `endpoint`",
    path: ["lake"],
  });
