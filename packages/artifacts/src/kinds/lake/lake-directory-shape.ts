import type { WireNode } from "../../shape/facts.ts";

const text = { is: "text" } as const;
const someText = { ...text, limits: { minLength: 1, maxLength: 1024 } } as const;
const needed = { ...someText, required: true } as const;
const names = { is: "list", item: someText } as const;

/** What `properties` of a lake directory hold. The shape is ours: it travels as a list of entries and a JSON file. */
export const lakeDirectoryShape: WireNode = {
  is: "object",
  properties: {
    description: text,
    permissions: { ...text, limits: { pattern: "^([r-][w-][x-]){3}$" } },
    acl: {
      is: "list",
      item: {
        is: "object",
        properties: {
          type: { ...needed, limits: { pattern: "^(user|group)$" } },
          id: needed,
          permissions: { ...needed, limits: { pattern: "^[r-][w-][x-]$" } },
          default: { is: "boolean" },
        },
      },
    },
    contract: {
      is: "object",
      properties: {
        columns: {
          is: "list",
          required: true,
          item: {
            is: "object",
            properties: { name: needed, type: needed, nullable: { is: "boolean" }, description: text },
          },
        },
        key: names,
        partitionedBy: names,
        source: text,
        format: { ...needed, limits: { pattern: "^(csv|json|parquet|delta)$" } },
      },
    },
  },
};
