import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { showDeclared } from "../cli/specs/show.ts";
import { releaseLines } from "../render/release-text.ts";
import { withStore } from "../state/command-store.ts";
import { findRelease } from "../state/find-release.ts";
import { writeRelease } from "../state/written-state.ts";
import { refuse } from "../target.ts";

/** `retain show RELEASE`. */
export async function runShow(context: ContextOf<typeof showDeclared>): Promise<Exit> {
  const { terminal, args, options } = context;
  return withStore(context, async (store, environment) => {
    const found = await findRelease(args[0] ?? "", store, environment);
    if ("problem" in found) {
      refuse(context, [found.problem]);
      return "usage";
    }
    const release = await store.readRelease(found.id);
    if (release === undefined) return "failed";
    if (options.json === true) terminal.out(JSON.stringify(writeRelease(release), null, 2));
    else for (const line of releaseLines(release, terminal.paint)) terminal.out(line);
    return "done";
  });
}
