import { command, declare } from "../command.ts";

/** What `retain schema` takes. */
export const schemaDeclared = declare({
  name: "schema",
  args: "[kind]",
  summary: "Print the JSON Schema of a kind, for editors",
  about: [
    "With the schema of a kind, an editor completes names, types and values of an artifact in JSON, and marks what no workspace accepts. It is made from the same facts as `validate`; what they do not cover passes. Without a kind, it lists the kinds that have a schema.",
    'In Visual Studio Code, `"json.schemas": [{ "fileMatch": ["**/pipeline/*.json"], "url": "./schemas/pipeline.schema.json" }]` in the settings of the folder gives every file its schema.',
  ],
  options: [],
  examples: ["retain schema", "retain schema pipeline > schemas/pipeline.schema.json"],
});

/** `retain schema` with its code. */
export const schemaSpec = command(
  schemaDeclared,
  async () => (await import("../../commands/schema.ts")).runSchema,
);
