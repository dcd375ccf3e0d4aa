import { activityCycle, activityDuplicate, activityMissing } from "./activities.ts";
import { containerNesting } from "./containers.ts";
import { credentialPointers, type TargetWorkspace } from "./credential-pointer.ts";
import { duplicate } from "./duplicate.ts";
import { environmentLeak, type ForeignNames } from "./environment-leak.ts";
import { expressionRule } from "./expression-undeclared.ts";
import { kindObserved } from "./kind-observed.ts";
import { limits } from "./limits.ts";
import { liveIdMisplaced } from "./live-id.ts";
import { nameDiffers, nameInvalid } from "./names.ts";
import { nesting } from "./nesting.ts";
import { parameterRequired, parameterUndeclared } from "./parameters.ts";
import { placeholder } from "./placeholder.ts";
import { referenceCycle } from "./reference-cycle.ts";
import { referenceMissing } from "./reference-missing.ts";
import type { Rule } from "./rule.ts";
import { secretLiteral } from "./secret-literal.ts";
import { secretMasked } from "./secret-masked.ts";
import { shapeRules } from "./shape.ts";
import { tableContract } from "./table-contract.ts";
import { triggerPipeline, triggerState } from "./trigger-states.ts";
import { valueEmpty } from "./value-empty.ts";

/** The environment that artifacts are judged for; without one only what holds everywhere is judged. */
export interface RuleSubject {
  /** What belongs to other environments. */
  readonly foreign?: ForeignNames | undefined;
  readonly target?: TargetWorkspace | undefined;
}

/** Every rule; created for each validation, because some remember what they judged. */
export function allRules({ foreign, target }: RuleSubject = {}): readonly Rule[] {
  return [
    nesting,
    ...shapeRules(),
    nameInvalid,
    nameDiffers,
    duplicate,
    referenceMissing,
    referenceCycle,
    liveIdMisplaced,
    activityMissing,
    activityDuplicate,
    activityCycle,
    containerNesting,
    triggerState,
    triggerPipeline,
    expressionRule(),
    parameterUndeclared,
    parameterRequired,
    placeholder,
    valueEmpty,
    tableContract,
    limits,
    secretLiteral,
    secretMasked,
    credentialPointers(target),
    environmentLeak(foreign),
    kindObserved,
  ];
}
