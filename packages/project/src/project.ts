import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { allKinds } from "@retain/artifacts/kinds/contracts";
import type { RuleException } from "@retain/artifacts/rules/validate";
import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import type { Tolerance, ToleranceRule } from "@retain/artifacts/words/kind";
import type { Kind, Ref } from "@retain/artifacts/words/ref";
import { z } from "zod";
import { declarationsSchema, type ParameterDeclarations } from "./parameter-schema.ts";
import { protection, protectSchema } from "./protection.ts";
import { checkDocument } from "./schema-problems.ts";
import { readYamlFile, type YamlDocument } from "./yaml-document.ts";

/** The file that makes a folder a project. */
const projectFile = "retain.yaml";

/** A place artifacts come from, as retain.yaml names it. */
export interface Source {
  readonly form: "package" | "synapse";
  /** A package name, or a path relative to the project. */
  readonly target: string;
  /** Its index in `sources`: where problems with it are shown. */
  readonly index: number;
}

/** What retain.yaml says. */
export interface Project {
  readonly name: string;
  /** Absolute folder of retain.yaml. */
  readonly root: string;
  /** The environment that is meant when none is named. */
  readonly environment?: string;
  /** Absolute folder of the environment files. */
  readonly environments: string;
  readonly sources: readonly Source[];
  /** The parameters that every environment has; absent when none are declared. */
  readonly parameters?: ParameterDeclarations;
  readonly exceptions: readonly RuleException[];
  /** Declared differences of this repository, beyond those every kind has. */
  readonly tolerances: (kind: Kind) => readonly Tolerance[];
  /** Why an artifact is never deleted, in one clause; undefined where it may be. */
  readonly protect: (ref: Ref) => string | undefined;
  readonly document: YamlDocument;
}

const text = z.string().min(1, "must not be empty");

const ruleSchema = z.union(
  [
    z
      .enum(["ignore", "instant", "line-ends", "lines", "any-order"])
      .transform((name): ToleranceRule => ({ do: name })),
    z
      .strictObject({ "absent-when": z.array(z.json()) })
      .transform((rule): ToleranceRule => ({ do: "absent-when", values: rule["absent-when"] })),
  ],
  { error: "use ignore, instant, line-ends, lines, any-order, or absent-when with a list of values" },
);

/** Kinds may be joined after this module is read, and before any file is. */
const knownKind = z.lazy(() => z.enum(allKinds()));

/** What retain.yaml may say. */
export const projectSchema = z.strictObject({
  name: text,
  environment: text.optional(),
  environments: text.default("environments"),
  sources: z
    .array(
      z
        .strictObject({ package: text.optional(), synapse: text.optional() })
        .refine((source) => (source.package === undefined) !== (source.synapse === undefined), {
          error: "a source must be either `package: NAME` or `synapse: ./FOLDER`",
        }),
    )
    .min(1, "at least one source is needed"),
  parameters: declarationsSchema.nullish(),
  protect: protectSchema,
  exceptions: z
    .array(
      z.strictObject({
        rule: text,
        artifacts: z.array(text).min(1, "name at least one artifact"),
        reason: text,
      }),
    )
    .default([]),
  tolerances: z
    .array(z.strictObject({ kind: knownKind, pattern: text, rule: ruleSchema, reason: text }))
    .default([]),
});

/** The folder of the nearest retain.yaml at or above `from`, or undefined. */
export function findProject(from: string): string | undefined {
  let folder = resolve(from);
  for (;;) {
    if (existsSync(join(folder, projectFile))) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** Reads retain.yaml, looked for in `from` and upward; all problems at once. */
export async function readProject(from: string): Promise<{ readonly project: Project } | Problems> {
  const root = findProject(from);
  if (root === undefined) return { problems: [noProject(from)] };
  const read = await readYamlFile(join(root, projectFile), projectFile);
  if ("problems" in read) return read;
  const checked = checkDocument(projectSchema, read.document, "project-invalid");
  if ("problems" in checked) return checked;
  const { name, environment, environments, sources, parameters, exceptions, tolerances } = checked.value;
  // One list a kind for good: lists are compiled once each.
  const byKind = new Map<Kind, Tolerance[]>();
  for (const { kind, pattern, rule, reason } of tolerances) {
    const list = byKind.get(kind) ?? [];
    byKind.set(kind, list);
    list.push({ pattern, rule, reason, source: projectFile });
  }
  const project: Project = {
    name,
    root,
    ...(environment === undefined ? {} : { environment }),
    environments: resolve(root, environments),
    sources: sources.map((source, index) => ({
      form: source.package === undefined ? "synapse" : "package",
      target: source.package ?? source.synapse ?? "",
      index,
    })),
    ...(parameters ? { parameters } : {}),
    exceptions: exceptions.map((exception, index) => ({
      ...exception,
      at: read.document.locate(["exceptions", index]),
    })),
    tolerances: (kind) => byKind.get(kind) ?? none,
    protect: protection(checked.value.protect),
    document: read.document,
  };
  return { project };
}

const none: readonly Tolerance[] = [];

function noProject(from: string): Diagnostic {
  return {
    severity: "error",
    code: "project-missing",
    message: `no ${projectFile} found in '${resolve(from)}' or any folder above it`,
    advice: [
      `\`retain init\` creates it in the git repository of a Synapse workspace; to write it by hand, next to your artifacts:`,
      "  name: my-platform",
      "  sources:",
      "    - synapse: ./workspace   # a folder in Synapse's own git layout",
    ].join("\n"),
  };
}
