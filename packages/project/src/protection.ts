import type { Ref } from "@retain/artifacts/words/ref";
import { z } from "zod";
import { compileRefPattern, type RefPattern } from "./ref-pattern.ts";

const pattern = z.string().superRefine((text, { addIssue }) => {
  const made = compileRefPattern(text);
  if (typeof made !== "function") {
    addIssue({ code: "custom", message: `${made.message}: ${made.advice}`, input: text });
  }
});

/** What `protect` in retain.yaml may say: which artifacts are never deleted, and why. */
export const protectSchema = z
  .array(
    z.strictObject({
      artifacts: z.array(pattern).min(1, "name at least one artifact"),
      reason: z.string().min(1, "give the reason"),
    }),
  )
  .default([]);

/** Tells why an artifact is never deleted, in one clause; undefined where it may be. The first that fits tells. */
export function protection(rules: z.infer<typeof protectSchema>): (ref: Ref) => string | undefined {
  const guards = rules.flatMap(({ artifacts, reason }) =>
    artifacts.map((text) => ({ text, reason, matches: compileRefPattern(text) as RefPattern })),
  );
  return (ref) => {
    const found = guards.find(({ matches }) => matches(ref));
    return found && `protected by '${found.text}' in retain.yaml (${found.reason})`;
  };
}
