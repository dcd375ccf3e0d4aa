import type { Environment } from "@retain/project/environment";
import { openEnvironment } from "@retain/project/load-desired";
import type { Project } from "@retain/project/project";
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";

/** A project and an environment of it. */
export interface OpenedEnvironment {
  readonly project: Project;
  readonly environment: Environment;
}

/** The environment that a command is about, without reading any source. Throws a Refusal. */
export async function openSessionEnvironment({
  cwd,
  asked,
  registry,
}: Pick<Session, "cwd" | "asked" | "registry">): Promise<OpenedEnvironment> {
  const opened = await openEnvironment(cwd, registry, asked);
  if ("problems" in opened) throw new Refusal("invalid", opened.problems);
  return opened;
}
