import { writeRelease } from "@retain/state/written-state";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { showDeclared } from "../cli/specs/show.ts";
import { findRelease } from "../records/find-release.ts";
import { withStore } from "../records/with-store.ts";
import { releaseLines } from "../render/release-text.ts";

/** `retain show RELEASE`. */
export async function runShow(context: ContextOf<typeof showDeclared>): Promise<Exit> {
  const { terminal, args, options } = context;
  return withStore(context, async (store, { environment }) => {
    const release = await store.readRelease(await findRelease(args[0], store, environment));
    if (release === undefined) return "failed";
    if (options.json === true) terminal.out(JSON.stringify(writeRelease(release), null, 2));
    else for (const line of releaseLines(release, terminal.paint)) terminal.out(line);
    return "done";
  });
}
