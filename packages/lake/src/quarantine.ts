import { defineLakeDirectory } from "@retain/artifacts/define";
import { access } from "./access.ts";

/** Rows of deliveries that have no types or break a contract. */
export const quarantinedRows = defineLakeDirectory("quarantine/rows", {
  acl: access.notebooks,
  contract: {
    columns: [
      { name: "run_id", type: "string", nullable: false },
      { name: "table_name", type: "string", nullable: false, description: "Table the row was meant for" },
      { name: "source_file", type: "string", nullable: false },
      { name: "row_text", type: "string", description: "The row as it was delivered" },
      { name: "reason", type: "string", nullable: false },
      { name: "quarantined_at", type: "timestamp", nullable: false },
    ],
    partitionedBy: ["table_name"],
    source: "the notebook that loads",
    format: "delta",
  },
});
