import { quoted } from "../shape/value.ts";
import type { Artifact } from "../words/artifact.ts";
import { type Json, member, textAt } from "../words/json.ts";
import type { Path } from "../words/path.ts";
import type { Finding, Rule } from "./rule.ts";

/** Table contracts that contradict themselves. */
export const tableContract: Rule = {
  code: "table-contract",
  says: "the key and partitions of a table contract are columns of it, and column names are unique",
  check: ({ readable }) =>
    readable.flatMap((artifact) => (artifact.ref.kind === "lake-directory" ? judge(artifact) : [])),
};

const place: Path = ["properties", "contract"];

function judge(artifact: Artifact): readonly Finding[] {
  const contract = member(member(artifact.body, "properties"), "contract");
  const columns = listAt(contract, "columns").map((column) => textAt(column, "name"));
  // Serverless SQL and Spark compare the names of columns ignoring case.
  const names = columns.map((name) => name?.toLowerCase());
  const twice = columns.flatMap((name, index): readonly Finding[] =>
    name === undefined || names.indexOf(name.toLowerCase()) === index
      ? []
      : [
          {
            severity: "error",
            artifact,
            path: [...place, "columns", index, "name"],
            message: `duplicate column ${quoted(name)}`,
            why: "readers compare column names ignoring case",
            advice: "remove or rename one of the two",
          },
        ],
  );
  const lost = (["key", "partitionedBy"] as const).flatMap((list) =>
    listAt(contract, list).flatMap((name, index): readonly Finding[] =>
      typeof name !== "string" || names.includes(name.toLowerCase())
        ? []
        : [
            {
              severity: "error",
              artifact,
              path: [...place, list, index],
              message: `${list} names ${quoted(name)}, which is not a column of the contract`,
              advice: "name one of its columns, or add the column",
            },
          ],
    ),
  );
  return [...twice, ...lost];
}

function listAt(value: Json | undefined, key: string): readonly Json[] {
  const found = member(value, key);
  return Array.isArray(found) ? found : [];
}
