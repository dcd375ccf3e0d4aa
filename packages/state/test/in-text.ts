import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { Records } from "../src/state.ts";
import { type ManifestDocument, readManifest, writeManifest } from "../src/written-state.ts";

/** What is known of an environment, as its manifest would hold it. */
export type InText = Pick<ManifestDocument, "artifacts" | "stopped" | "begun" | "handed">;

const frame = { version: 2, project: "p", environment: "e", workspace: "w", release: "r1" } as const;

/** The manifest that holds these, refs as text. */
export const manifestOf = (records: InText) => readManifest({ ...frame, ...records });

/** Records with their refs as text. */
export function inText(records: Records): InText {
  const { version, project, environment, workspace, release, ...text } = writeManifest({
    ...frame,
    ...records,
  });
  return text;
}

/** What has refs, each by its text. */
export const byText = <T>(held: readonly { readonly ref: Ref; readonly body: T }[]) =>
  held.map(({ ref, body }) => [formatRef(ref), body] as const);
