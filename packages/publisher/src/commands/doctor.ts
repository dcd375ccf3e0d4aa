import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { doctorDeclared } from "../cli/specs/doctor.ts";
import { examine } from "../doctor/examine.ts";
import { checkLines, checksSummary } from "../render/doctor-text.ts";
import { namePlanRoles } from "./name-plan-roles.ts";

/** `retain doctor`. */
export async function runDoctor(context: ContextOf<typeof doctorDeclared>): Promise<Exit> {
  const { terminal, options } = context;
  if (options.plan !== undefined) return namePlanRoles(context, options.plan);
  const isJson = options.json === true;
  const { checks, place } = await examine(context, (check) => {
    if (!isJson) for (const line of checkLines(check, terminal.paint)) terminal.out(line);
  });
  const failed = checks.some(({ status }) => status === "failed");
  if (isJson) {
    const { name = null, workspace = null } = place?.environment ?? {};
    const document = { version: 1, environment: name, workspace, well: !failed, checks };
    terminal.out(JSON.stringify(document, null, 2));
  } else {
    terminal.out("");
    terminal.out(checksSummary(checks));
  }
  return failed ? "failed" : "done";
}
