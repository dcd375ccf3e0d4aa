import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { without } from "@retain/state/entries";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { forgetDeclared } from "../cli/specs/forget.ts";
import { openSessionEstate } from "../estate.ts";
import { readSelection } from "../prepare.ts";
import { changeRecords } from "../records/change-records.ts";
import { Refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";

/** `retain forget PATTERN…`. */
export async function runForget(context: ContextOf<typeof forgetDeclared>): Promise<Exit> {
  const { args, options, terminal } = context;
  const selection = readSelection({ ...options, only: args });
  const estate = await openSessionEstate(context);
  const { environment } = estate;
  return changeRecords(estate, "retain forget", async (records) => {
    const { handed, artifacts } = records.manifest;
    const bodies = args.some(asksForBody)
      ? await records.store.readBodies([...artifacts.values()])
      : new Map<string, JsonObject>();
    const known = [...artifacts.values(), ...(handed?.values() ?? [])].map(({ ref }) => ({
      ref,
      body: bodies.get(refKey(ref)) ?? {},
    }));
    const going = known.filter(({ ref, body }) => selection.selects(ref, body)).map(({ ref }) => ref);
    const idle = selection.idle(known);
    if (idle.length > 0 || going.length === 0) {
      throw new Refusal("usage", idle.length > 0 ? idle : [nothingSelected(args)]);
    }
    const left = {
      artifacts: without(artifacts, going),
      ...(handed === undefined ? {} : { handed: without(handed, going) }),
    };
    await records.close({ recorded: [], forgotten: going, ...left });
    if (options.json === true) {
      const { name, workspace } = environment;
      const document = {
        version: 1,
        environment: name,
        workspace,
        release: records.release,
        forgotten: going.map(formatRef),
      };
      terminal.out(JSON.stringify(document, null, 2));
      return "done";
    }
    for (const ref of going) terminal.out(`  o ${visible(ref)} (stays as it is live)`);
    terminal.out("");
    terminal.out(`Forgot: ${count(going.length, "artifact")}; release ${records.release}`);
    return "done";
  });
}

/** The folder of an artifact stands in its body. */
function asksForBody(pattern: string): boolean {
  return pattern.startsWith("folder:");
}

function nothingSelected(patterns: readonly string[]) {
  return {
    severity: "error",
    code: "selection",
    message: `no release owns anything matching ${patterns.map((text) => `'${text}'`).join(" or ")}`,
    advice: "see what releases own with `retain history` and `retain show`",
  } as const;
}
