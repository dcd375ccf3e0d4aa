import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Position } from "@retain/artifacts/words/artifact";
import type { Location, Log, ReportingDescriptor, Result } from "sarif";
import { version } from "../version.ts";

/** One problem of a SARIF log. */
export interface SarifFinding {
  /** The stable name of the rule. */
  readonly rule: string;
  readonly level: "error" | "warning" | "note";
  /** One sentence, or several lines. */
  readonly message: string;
  /** `kind/name`, where it is about one artifact. */
  readonly ref?: string | undefined;
  /** What tells it from other findings of its rule on that artifact, e.g. the path in the body. */
  readonly detail?: string | undefined;
  /** Where it was written, relative to the folder of retain.yaml. */
  readonly at?: Position | undefined;
}

/** What a log says beside its findings. */
export interface SarifOptions {
  /** Which analysis of the repository this is, e.g. `validate/prod`: logs of one kind replace each other. */
  readonly category: string;
  /** What each rule asks for, by name; a finding may be of another rule. */
  readonly rules: ReadonlyMap<string, string>;
  /** The folder of retain.yaml in the repository, with `/`; empty for its root. */
  readonly base: string;
}

/** A SARIF 2.1.0 log, in the form that GitHub code scanning and Azure DevOps show. */
export function sarifLog(findings: readonly SarifFinding[], options: SarifOptions): Log {
  const names = [...new Set([...options.rules.keys(), ...findings.map(({ rule }) => rule)])];
  const indexes = new Map(names.map((name, at) => [name, at]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "retain",
            version,
            semanticVersion: version,
            rules: names.map((name) => describe(name, options.rules.get(name) ?? name)),
          },
        },
        // Everything before the last slash names the kind of analysis, what follows it one run.
        automationDetails: { id: `retain/${options.category}/` },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, indexes.get(finding.rule) ?? 0, options.base)),
      },
    ],
  };
}

/** The log as the text of a file. */
export function sarifText(findings: readonly SarifFinding[], options: SarifOptions): string {
  return `${JSON.stringify(sarifLog(findings, options), null, 2)}\n`;
}

/** GitHub asks for all three texts. */
function describe(name: string, says: string): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: says },
    fullDescription: { text: says },
    help: { text: `${says}. Each finding says how to fix it.` },
  };
}

function resultOf(finding: SarifFinding, ruleIndex: number, base: string): Result {
  const { rule, level, message, ref, detail } = finding;
  // Lines move with every edit of a file; none of these do.
  const identity = [rule, ref ?? "", detail ?? "", finding.at?.file ?? "", message].join("\n");
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: message },
    locations: [locationOf(finding, base)],
    partialFingerprints: { "retain/v1": createHash("sha256").update(identity).digest("hex") },
  };
}

/** GitHub refuses a result without a file: what has none is shown at retain.yaml. */
function locationOf({ at, ref }: SarifFinding, base: string): Location {
  const file = posix.join(base, at?.file ?? "retain.yaml");
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
      region: { startLine: at?.line ?? 1, startColumn: at?.column ?? 1 },
    },
    ...(ref === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: ref, kind: "resource" }] }),
  };
}
