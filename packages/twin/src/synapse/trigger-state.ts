import type { Json, JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { missing, type Refusal } from "./errors.ts";
import { newEtag } from "./etag.ts";
import { isObject, parseJson } from "./json.ts";
import type { KindRules } from "./kinds.ts";
import { artifactKey, type StoredArtifact } from "./store.ts";
import { withRuntimeState } from "./stored-properties.ts";

/** What a trigger can be asked by POST. */
export type TriggerAction = (
  context: SynapseContext,
  kind: KindRules,
  trigger: StoredArtifact,
  request: TwinRequest,
) => TwinResponse;

/** Types that fire on events of Event Grid, and need a subscription there. */
const eventTypes = new Set(["BlobEventsTrigger", "CustomEventsTrigger"]);

const actions = new Map<string, TriggerAction>([
  ["start", alone(start)],
  ["stop", alone(stop)],
  ["subscribetoevents", alone((...asked) => subscribe("Enabled", ...asked))],
  ["unsubscribefromevents", alone((...asked) => subscribe("Disabled", ...asked))],
  ["geteventsubscriptionstatus", (context, _kind, trigger) => statusAnswer(context, trigger)],
]);

/** The action at a path segment, ignoring case. `Location` of a subscription is polled by GET as well. */
export function triggerAction(method: string, segment: string): TriggerAction | undefined {
  const name = segment.toLowerCase();
  if (method === "POST") return actions.get(name);
  return method === "GET" && name === "geteventsubscriptionstatus" ? pollSubscription : undefined;
}

/** Asks a trigger, or answers that there is none. */
export function askTrigger(
  context: SynapseContext,
  request: TwinRequest,
  kind: KindRules,
  name: string,
  action: TriggerAction,
): TwinResponse {
  const trigger = context.store.get(kind.path, name);
  return trigger ? action(context, kind, trigger, request) : missing(kind, name, context.workspace);
}

/** Why a trigger cannot be written or deleted now. Code and text as reported by deployment tools. */
export function blockedByState(context: SynapseContext, kind: KindRules, name: string): Refusal | undefined {
  const trigger = kind.path === "triggers" ? context.store.get(kind.path, name) : undefined;
  if (!trigger) return undefined;
  if (propertiesOf(trigger).runtimeState === "Started") {
    const message = "Cannot update enabled Trigger; the trigger needs to be disabled first.";
    return { code: "TriggerEnabledCannotUpdate", message, target: name };
  }
  return isSettling(context, trigger) ? duringProvisioning(trigger) : undefined;
}

/** Not while an operation writes the trigger. */
function alone(action: TriggerAction): TriggerAction {
  return (context, kind, trigger, request) =>
    context.operations.conflict(kind, [trigger.name]) ?? action(context, kind, trigger, request);
}

/** Synchronous, 200 without a body (recorded traffic). */
function start(context: SynapseContext, kind: KindRules, trigger: StoredArtifact): TwinResponse {
  const properties = propertiesOf(trigger);
  if (isSettling(context, trigger)) return notStarted(duringProvisioning(trigger));
  if (!startsSomething(properties)) {
    const message = `Missing or invalid pipeline references for trigger ${trigger.name}`;
    return notStarted({ code: "BadRequest", message, target: trigger.name });
  }
  if (subscriptionOf(trigger) !== "Enabled" && firesOnEvents(trigger)) {
    const message = `The trigger ${trigger.name} is not subscribed to events; subscribe it before it is started.`;
    return notStarted({ code: "BadRequest", message, target: trigger.name });
  }
  return setState(context, kind, trigger, "Started");
}

/** A trigger that does not start says so without an `error` around it (recorded refusal of an event trigger). */
function notStarted({ code, message, target }: Refusal): TwinResponse {
  return { status: 400, body: { code, message, target: target ?? null, details: null, error: null } };
}

/** Code and text of the refusal: Azure/azure-powershell issue 11893. */
function startsSomething({ pipeline, pipelines }: JsonObject): boolean {
  const all: readonly Json[] = [...(Array.isArray(pipelines) ? pipelines : []), pipeline ?? null];
  return all.some((one) => isObject(one) && isObject(one.pipelineReference));
}

function stop(context: SynapseContext, kind: KindRules, trigger: StoredArtifact): TwinResponse {
  return setState(context, kind, trigger, "Stopped");
}

/** The etag moves with the state: it lives in the document (etags in the swagger examples do so). */
function setState(
  context: SynapseContext,
  kind: KindRules,
  trigger: StoredArtifact,
  state: "Started" | "Stopped",
): TwinResponse {
  const properties = propertiesOf(trigger);
  if (properties.runtimeState !== state) {
    context.store.put(kind.path, {
      ...trigger,
      etag: newEtag(context.now()),
      properties: Buffer.from(JSON.stringify(withRuntimeState(properties, state))),
    });
  }
  return { status: 200 };
}

/** Schedules answer at once; events take a while and are polled (recorded traffic, swagger examples). */
function subscribe(
  subscription: "Enabled" | "Disabled",
  context: SynapseContext,
  kind: KindRules,
  trigger: StoredArtifact,
  request: TwinRequest,
): TwinResponse {
  const { store, now, settings, subscriptionsUnderWay } = context;
  const changed = { ...trigger, subscription };
  const isChange = subscriptionOf(trigger) !== subscription;
  store.put(kind.path, changed);
  if (!isChange || !firesOnEvents(trigger)) return statusAnswer(context, changed);
  subscriptionsUnderWay.set(artifactKey(trigger.name), now() + settings.operationMs);
  if (!isSettling(context, changed)) return statusAnswer(context, changed);
  const path = `triggers/${encodeURIComponent(trigger.name)}/getEventSubscriptionStatus`;
  const headers = { Location: `${request.url.origin}/${path}${request.url.search}` };
  return { ...statusAnswer(context, changed), status: 202, headers };
}

function pollSubscription(context: SynapseContext, _kind: KindRules, trigger: StoredArtifact): TwinResponse {
  const answer = statusAnswer(context, trigger);
  return isSettling(context, trigger) ? { ...answer, status: 202 } : answer;
}

function statusAnswer(context: SynapseContext, trigger: StoredArtifact): TwinResponse {
  const target = subscriptionOf(trigger);
  const underWay = target === "Enabled" ? "Provisioning" : "Deprovisioning";
  const status = isSettling(context, trigger) ? underWay : target;
  return { status: 200, body: { triggerName: trigger.name, status } };
}

/** One that was never asked for: only what fires on events lacks it, a fresh schedule says Enabled (recorded traffic). */
function subscriptionOf(trigger: StoredArtifact): "Enabled" | "Disabled" {
  return trigger.subscription ?? (firesOnEvents(trigger) ? "Disabled" : "Enabled");
}

function firesOnEvents(trigger: StoredArtifact): boolean {
  return eventTypes.has(String(propertiesOf(trigger).type));
}

function duringProvisioning({ name }: StoredArtifact): Refusal {
  const message = `The trigger ${name} cannot be updated during provisioning.`;
  return { code: "BadRequest", message, target: name };
}

function isSettling(context: SynapseContext, { name }: StoredArtifact): boolean {
  return (context.subscriptionsUnderWay.get(artifactKey(name)) ?? 0) > context.now();
}

function propertiesOf(trigger: StoredArtifact): JsonObject {
  const properties = parseJson(trigger.properties.toString("utf8"));
  return isObject(properties) ? properties : {};
}
