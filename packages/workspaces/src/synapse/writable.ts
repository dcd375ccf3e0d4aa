import type { Ref } from "@retain/artifacts/words/ref";
import { isSynapseKind, type SynapseKind } from "@retain/artifacts/words/synapse-kinds";
import { type Doing, deed } from "../target.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { artifactUrl, routes } from "./routes.ts";
import type { Session } from "./session.ts";

/** An artifact that may be changed. */
export interface Writable {
  readonly kind: SynapseKind;
  readonly url: string;
  /** True when PUT honours If-Match. */
  readonly ifMatch: boolean;
}

/** Where an artifact is changed. Throws WorkspaceError when its kind or name cannot be written here. */
export function writable(session: Session, { kind, name }: Ref, doing: Doing): Writable {
  if (!isSynapseKind(kind)) throw refused(doing, "it is not an artifact of a Synapse workspace");
  const { written, ifMatch } = routes[kind];
  if (!written) {
    const advice = "create or delete it with Terraform or in the Azure portal";
    throw refused(doing, "this kind is infrastructure, which retain only reads", advice);
  }
  const url = artifactUrl(session.endpoint, kind, name);
  if (url === undefined) throw refused(doing, "this name cannot be part of a URL", "give it another name");
  return { kind, url, ifMatch };
}

function refused(doing: Doing, why: string, advice?: string): WorkspaceError {
  return new WorkspaceError({
    reason: "refused",
    message: `cannot ${deed(doing)}`,
    why,
    advice,
    ref: doing.ref,
  });
}
