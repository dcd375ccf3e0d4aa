import { allKinds } from "@retain/artifacts/kinds/contracts";
import { editorSchema } from "@retain/artifacts/shape/editor-schema";
import { didYouMean } from "@retain/project/did-you-mean";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { refuse } from "../target.ts";

/** `retain schema`. */
export async function runSchema(context: CommandContext): Promise<Exit> {
  const { args, terminal } = context;
  const [asked] = args;
  if (asked === undefined) {
    for (const kind of allKinds()) terminal.out(kind);
    return "done";
  }
  const kind = allKinds().find((known) => known === asked);
  if (kind === undefined) {
    refuse(context, [
      {
        severity: "error",
        code: "kind-unknown",
        message: `there is no kind '${asked}'`,
        advice: didYouMean(asked, allKinds(), "`retain schema` lists the kinds"),
      },
    ]);
    return "usage";
  }
  terminal.out(JSON.stringify(editorSchema(kind), null, 2));
  return "done";
}
