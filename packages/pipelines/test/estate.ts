import { type AnyDefined, isDefined } from "@retain/artifacts/define";
import type { Json } from "@retain/artifacts/words/json";
import * as databricks from "@retain/linked-services/databricks";
import * as notifier from "@retain/linked-services/function";
import * as keyVault from "@retain/linked-services/key-vault";
import * as serverlessSql from "@retain/linked-services/serverless-sql";
import * as datasets from "../src/datasets.ts";
import * as ingestion from "../src/ingestion.ts";
import * as notifications from "../src/notifications.ts";

/** Every artifact that TypeScript defines here and to the left. */
export const estate: readonly AnyDefined[] = [
  databricks,
  notifier,
  keyVault,
  serverlessSql,
  datasets,
  ingestion,
  notifications,
].flatMap((module) => Object.values<unknown>(module).filter(isDefined));

/** Any member of a body, by the keys that lead to it. */
export function at(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of keys) {
    found =
      typeof found === "object" && found !== null
        ? (found as { readonly [key: string | number]: Json })[key]
        : undefined;
  }
  return found;
}
