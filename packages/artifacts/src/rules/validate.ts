import type { Artifact } from "../words/artifact.ts";
import { compareDiagnostics, type Diagnostic } from "../words/diagnostic.ts";
import type { JsonObject } from "../words/json.ts";
import type { Kind } from "../words/ref.ts";
import { walkTexts } from "../words/text-walk.ts";
import { type RuleContext, ruleContext } from "./context.ts";
import { type AppliedException, applyExceptions, type RuleException } from "./exceptions.ts";
import type { Finding, Rule } from "./rule.ts";
import { allRules, type RuleSubject } from "./rules.ts";

export type { ForeignName, ForeignNames } from "./environment-leak.ts";
export type { RuleException } from "./exceptions.ts";

/** What artifacts are judged by, beside the rules. */
export interface ValidationInput extends RuleSubject {
  readonly exceptions: readonly RuleException[];
  /**
   * When problems get their own place in their file, which is read and parsed again for that: always, or only
   * if there is an error, for those who print nothing otherwise. Until then they have that of their artifact.
   */
  readonly placed?: "always" | "if-refused";
}

/** What is wrong with a repository. */
export interface Validation {
  /** In the order of the files; errors that an exception lowers are warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every exception that was given, with the artifacts it lowered an error of. */
  readonly exceptions: readonly AppliedException[];
}

/** Judges all artifacts by all rules, touching nothing. Never throws, whatever the bodies hold. */
export function validateArtifacts(artifacts: readonly Artifact[], input: ValidationInput): Validation {
  const steps = validateInSteps(artifacts, input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `validateArtifacts`, in steps of some milliseconds: who has other work takes the next one in between. */
export function* validateInSteps(
  artifacts: readonly Artifact[],
  { exceptions, placed = "always", ...subject }: ValidationInput,
): Generator<void, Validation> {
  const context = ruleContext(artifacts);
  const rules = allRules(subject);
  const findings: Found[] = [];
  for (const { code, check } of rules) {
    for (const finding of check?.(context) ?? []) findings.push({ code, finding });
    yield;
  }
  yield* eachFindings(artifacts, rules, findings);
  yield* textFindings(context, rules, findings);
  // File by file: finding a place reads its file again, and the last file read is remembered.
  const fileOf = ({ finding }: Found) => finding.artifact?.origin.file ?? "";
  findings.sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : fileOf(a) > fileOf(b) ? 1 : 0));
  const found = findings.map(({ code, finding }) => diagnosticOf(code, finding));
  const { lowered, problems, exceptions: applied } = applyExceptions(found, exceptions, rules);
  const isShown = placed === "always" || lowered.some(({ severity }) => severity === "error");
  const told = isShown ? lowered.map((one, at) => inItsPlace(one, findings[at]?.finding)) : lowered;
  return { diagnostics: [...told, ...problems].sort(compareDiagnostics), exceptions: applied };
}

interface Found {
  readonly code: string;
  readonly finding: Finding;
}

/** How many artifacts are judged in one step. */
const artifactsInAStep = 20;

/** Each artifact by the rules that look at nothing else. */
function* eachFindings(
  artifacts: readonly Artifact[],
  rules: readonly Rule[],
  found: Found[],
): Generator<void, void> {
  for (const [at, artifact] of artifacts.entries()) {
    if (at % artifactsInAStep === 0) yield;
    for (const { code, checkEach } of rules)
      for (const finding of checkEach?.(artifact) ?? []) found.push({ code, finding });
  }
}

/** One walk through each body for all rules that judge texts; what was found in a body already is not looked for again. */
function* textFindings(
  { readable }: RuleContext,
  rules: readonly Rule[],
  found: Found[],
): Generator<void, void> {
  const judges = textJudges(rules);
  const varying = judges.filter(({ varies }) => varies === true);
  for (const [at, artifact] of readable.entries()) {
    if (at % artifactsInAStep === 0) yield;
    const known = remembered.get(artifact.body);
    if (known !== undefined)
      for (const { code, finding } of known) found.push({ code, finding: { ...finding, artifact } });
    walkBody(artifact, known === undefined ? judges : varying, found);
  }
}

type TextJudge = Rule & Required<Pick<Rule, "checkText">>;

function textJudges(rules: readonly Rule[]): readonly TextJudge[] {
  return rules.filter((rule): rule is TextJudge => rule.checkText !== undefined);
}

function walkBody(artifact: Artifact, judges: readonly TextJudge[], found: Found[]): void {
  if (judges.length === 0) return;
  walkTexts(artifact.body, (text, step, holder) => {
    const place = { artifact, text, step, holder };
    // Millions of texts in a large repository, and findings in a handful: no iterator for each of them.
    for (let at = 0; at < judges.length; at++) {
      const { code, checkText } = judges[at] as TextJudge;
      const findings = checkText(place);
      if (findings.length > 0) found.push(...findings.map((finding) => ({ code, finding })));
    }
  });
}

/** What the texts of one body show by themselves, in every environment: it may travel between threads. */
export type TextFindings = readonly {
  readonly code: string;
  readonly finding: Omit<Finding, "artifact">;
}[];

const everywhere = textJudges(allRules()).filter(({ varies }) => varies !== true);
const remembered = new WeakMap<JsonObject, TextFindings>();

/** What `rememberTextFindings` takes: found where the body is read, which may be another thread. */
export function findInTexts(kind: Kind, body: JsonObject): TextFindings {
  const found: Found[] = [];
  walkBody({ ref: { kind, name: "" }, body, origin: { file: "", line: 1, column: 1 } }, everywhere, found);
  return found.map(({ code, finding: { artifact: _, ...finding } }) => ({ code, finding }));
}

/** Says what `findInTexts` gave for this very body: validation does not look for it again. */
export function rememberTextFindings(body: JsonObject, findings: TextFindings): void {
  remembered.set(body, findings);
}

/** With the place of its artifact. */
function diagnosticOf(code: string, { artifact, inside: _, ...finding }: Finding): Diagnostic {
  if (!artifact) return { ...finding, code };
  const { file, line, column } = artifact.origin;
  return { ...finding, code, ref: artifact.ref, at: { file, line, column } };
}

function inItsPlace(diagnostic: Diagnostic, finding: Finding | undefined): Diagnostic {
  const at = finding?.artifact?.origin.locate?.(finding.path ?? [], finding.inside);
  return at === undefined ? diagnostic : { ...diagnostic, at };
}
