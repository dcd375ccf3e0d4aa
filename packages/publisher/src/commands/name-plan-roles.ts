import { refKey } from "@retain/artifacts/words/ref";
import { loadDesired } from "@retain/project/load-desired";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { doctorDeclared } from "../cli/specs/doctor.ts";
import type { OptionsOf } from "../cli/typed.ts";
import { planRoles } from "../doctor/plan-roles.ts";
import { Refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
import { readSavedPlan } from "../saved-plan.ts";

/** `retain doctor --plan FILE`: the least roles that a saved plan needs. Contacts nobody. */
export async function namePlanRoles(
  context: CommandContext<OptionsOf<typeof doctorDeclared.options>>,
  file: string,
): Promise<Exit> {
  const { cwd, options, registry, terminal } = context;
  const plan = await readSavedPlan(context, file);
  const { environment, artifacts, diagnostics } = await loadDesired({
    blocks: registry,
    root: cwd,
    environment: plan.environment,
  });
  if (environment === undefined) throw new Refusal("invalid", diagnostics);
  const { places, state } = environment;
  const known = Object.entries(registry).flatMap(([name, { permissions }]) =>
    permissions ? [[name, permissions]] : [],
  );
  const roles = planRoles({
    places,
    keepsState: state?.workspace,
    permissions: Object.fromEntries(known),
    changes: plan.changes,
    desired: new Map(artifacts.map(({ ref, body }) => [refKey(ref), body])),
    assignee: options.assignee ?? "<assignee>",
  });
  if (options.json === true) {
    const { environment: name, workspace } = plan;
    terminal.out(JSON.stringify({ version: 1, environment: name, workspace, roles }, null, 2));
    return "done";
  }
  terminal.out(
    `To apply ${count(plan.changes.length, "change")} to ${plan.environment} (${plan.workspace}):`,
  );
  for (const { role, scope, because, command } of roles) {
    terminal.out("");
    terminal.out(`  ${terminal.paint.bold(role)} on ${scope}: ${because}`);
    terminal.out(`    ${command}`);
  }
  return "done";
}
