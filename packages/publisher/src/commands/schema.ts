import { editorSchema } from "@retain/artifacts/shape/editor-schema";
import { kinds } from "@retain/artifacts/words/ref";
import { didYouMean } from "@retain/project/did-you-mean";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { refuse } from "../target.ts";

/** `retain schema`. */
export async function runSchema(context: CommandContext): Promise<Exit> {
  const { args, terminal } = context;
  const [asked] = args;
  if (asked === undefined) {
    for (const kind of kinds) terminal.out(kind);
    return "done";
  }
  const kind = kinds.find((known) => known === asked);
  if (kind === undefined) {
    refuse(context, [
      {
        severity: "error",
        code: "kind-unknown",
        message: `there is no kind '${asked}'`,
        advice: didYouMean(asked, kinds, "`retain schema` lists the kinds"),
      },
    ]);
    return "usage";
  }
  terminal.out(JSON.stringify(editorSchema(kind), null, 2));
  return "done";
}
