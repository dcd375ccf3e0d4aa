import type { Ref } from "@retain/artifacts/ref";
import { type Doing, deed } from "../target.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { artifactUrl, routes } from "./routes.ts";
import type { Session } from "./session.ts";

/** The address of an artifact that is to change. Throws WorkspaceError when its kind or name cannot be written. */
export function writableUrl(session: Session, ref: Ref, doing: Doing): string {
  const { written } = routes[ref.kind];
  const url = written ? artifactUrl(session.endpoint, ref.kind, ref.name) : undefined;
  if (url !== undefined) return url;
  throw new WorkspaceError({
    reason: "refused",
    message: `cannot ${deed(doing)}`,
    why: written
      ? "no address can carry this name"
      : "this kind belongs to the infrastructure and is only read",
    advice: written ? "give it another name" : "create or delete it with Terraform or in the Azure portal",
    ref,
  });
}
