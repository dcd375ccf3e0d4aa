import { allKinds } from "@retain/artifacts/kinds/contracts";
import { editorSchema } from "@retain/artifacts/shape/editor-schema";
import { didYouMean } from "@retain/project/did-you-mean";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { schemaDeclared } from "../cli/specs/schema.ts";
import { refusal } from "../refusal.ts";

/** `retain schema`. */
export async function runSchema({ args, terminal }: ContextOf<typeof schemaDeclared>): Promise<Exit> {
  const [asked] = args;
  if (asked === undefined) {
    for (const kind of allKinds()) terminal.out(kind);
    return "done";
  }
  const kind = allKinds().find((known) => known === asked);
  if (kind === undefined) {
    throw refusal("usage", {
      code: "kind-unknown",
      message: `there is no kind '${asked}'`,
      advice: didYouMean(asked, allKinds(), "`retain schema` lists the kinds"),
    });
  }
  terminal.out(JSON.stringify(editorSchema(kind), null, 2));
  return "done";
}
