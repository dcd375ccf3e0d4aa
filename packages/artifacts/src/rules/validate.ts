import type { Artifact } from "../words/artifact.ts";
import { compareDiagnostics, type Diagnostic } from "../words/diagnostic.ts";
import { isObject, type JsonObject } from "../words/json.ts";
import { isTooDeep } from "../words/nesting.ts";
import type { Ref } from "../words/ref.ts";
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
  yield* bodyFindings(context, rules, findings);
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

/** What each body shows by itself, found now or where it was read, and what it shows in this environment. */
function* bodyFindings(
  { artifacts, readable }: RuleContext,
  rules: readonly Rule[],
  found: Found[],
): Generator<void, void> {
  const varying = rules.filter(({ varies }) => varies === true);
  const texts = textJudges(varying);
  for (const [at, artifact] of artifacts.entries()) {
    if (at % artifactsInAStep === 0) yield;
    const { ref, body } = artifact;
    for (const { code, finding } of remembered.get(body) ?? findInBody(ref, body))
      found.push({ code, finding: { ...finding, artifact } });
    judgeBody(artifact, varying, found);
  }
  for (const [at, artifact] of readable.entries()) {
    if (at % artifactsInAStep === 0) yield;
    walkBody(artifact, texts, found);
  }
}

function judgeBody(artifact: Artifact, rules: readonly Rule[], found: Found[]): void {
  for (const { code, checkEach } of rules)
    for (const finding of checkEach?.(artifact) ?? []) found.push({ code, finding });
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

/** What one body shows by itself, in every environment: it may travel between threads, and be kept as JSON. */
export type BodyFindings = readonly {
  readonly code: string;
  readonly finding: Omit<Finding, "artifact">;
}[];

const everywhere = allRules().filter(({ varies }) => varies !== true);
const textsEverywhere = textJudges(everywhere);
const remembered = new WeakMap<JsonObject, BodyFindings>();

/** What `rememberFindings` takes: found where the body is read, which may be another thread. */
export function findInBody(ref: Ref, body: JsonObject): BodyFindings {
  const artifact: Artifact = { ref, body, origin: { file: "", line: 1, column: 1 } };
  const found: Found[] = [];
  judgeBody(artifact, everywhere, found);
  if (isObject(body) && !isTooDeep(body)) walkBody(artifact, textsEverywhere, found);
  return found.map(({ code, finding: { artifact: _, ...finding } }) => ({ code, finding }));
}

/** Says what `findInBody` gave for this very body: validation does not look for it again. */
export function rememberFindings(body: JsonObject, findings: BodyFindings): void {
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
