import type { BlockContext, WorkspaceBlock, WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import { z } from "zod";
import { endpointText } from "../endpoint-text.ts";

/** The lake of an environment: the file system that holds the data and, in a folder of it, the state. */
export const lakeBlock: WorkspaceBlock = {
  noun: "lake",
  partNoun: "file system",
  schema: (context) =>
    blockSchema
      .refine(({ endpoint }) => !context.onTwin || endpoint === undefined, {
        error:
          "the twin provides the endpoint of its lake: give its `account`, or nothing if it has only one",
        path: ["endpoint"],
      })
      .refine(({ account, endpoint }) => context.onTwin || (account ?? endpoint) !== undefined, {
        error: "give the storage account as `account`, or its address as `endpoint`",
      })
      .optional()
      .transform((said) => said && placeOf(said, context)),
  namedAt: ["lake", "account"],
  example: ({ onTwin }) =>
    onTwin ? "lake: { filesystem: NAME }" : "lake: { account: NAME, filesystem: NAME }",
  twin: {
    instances: "lakes",
    address: "endpoint",
    start: ({ name, part = "" }) => [
      ...(name === undefined ? [] : ["--lake", name]),
      ...(part === "churn" ? [] : ["--filesystem", part]),
    ],
  },
};

const blockSchema = z.strictObject({
  account: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, "a storage account name must be 3 to 24 lower-case letters and digits")
    .optional(),
  endpoint: endpointText("https://my-account.dfs.core.windows.net").optional(),
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

/** A twin tells its own endpoint; on Azure account and endpoint tell each other. */
function placeOf(
  { account, endpoint, filesystem, state }: z.infer<typeof blockSchema>,
  { onTwin }: BlockContext,
): WorkspacePlace {
  const name = account ?? (endpoint === undefined ? undefined : accountOf(endpoint));
  return {
    part: filesystem,
    state: { folder: state },
    ...(onTwin ? {} : { endpoint: endpoint ?? `https://${name}.dfs.core.windows.net` }),
    ...(name === undefined ? {} : { name }),
  };
}

/** `https://account.dfs.core.windows.net`, or in path style `https://127.0.0.1:1234/account`. */
function accountOf(endpoint: string): string {
  const { hostname, pathname } = new URL(endpoint);
  return pathname.split("/")[1] || (hostname.split(".")[0] ?? hostname);
}
