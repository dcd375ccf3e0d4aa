import type { LockHolder } from "@retain/state/state";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { unlockDeclared } from "../cli/specs/unlock.ts";
import { withStore } from "../records/with-store.ts";
import { Refusal, refusal } from "../refusal.ts";
import { holderWords } from "../render/holder-words.ts";

/** What the command is given. */
type Context = ContextOf<typeof unlockDeclared>;

/** `retain unlock`. */
export async function runUnlock(context: Context): Promise<Exit> {
  const { terminal, options } = context;
  return withStore(context, async (store, { project, environment: { name } }) => {
    const own = { project: project.name, environment: name };
    const holder = await store.holder();
    if (holder === undefined) {
      tell(context, undefined, `${name} is not locked: nothing to do`);
      return "done";
    }
    const whose = holderWords(holder, own);
    if (options.yes !== true) {
      if (!terminal.interactive || options.json === true) {
        throw refusal("usage", {
          code: "consent",
          message: `cannot ask for confirmation without a terminal, so '${name}' stays locked by ${whose}`,
          advice: "make sure that this command is no longer running, then add --yes",
        });
      }
      terminal.problem(`${name} is locked by ${whose}.`);
      terminal.problem("If that command is still running, it stops before its next change.");
      if (!(await terminal.confirm("Remove the lock?"))) {
        throw new Refusal("failed", [], "Declined: it stays locked");
      }
    }
    const broken = await store.unlock();
    tell(
      context,
      broken,
      broken === undefined
        ? `${name} is no longer locked: nothing to do`
        : `Unlocked: ${name} was locked by ${holderWords(broken, own)}`,
    );
    return "done";
  });
}

function tell({ terminal, options }: Context, heldBy: LockHolder | undefined, line: string): void {
  terminal.out(
    options.json === true ? JSON.stringify({ version: 1, heldBy: heldBy ?? null }, null, 2) : line,
  );
}
