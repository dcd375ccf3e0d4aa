import { formatPath } from "@retain/artifacts/words/path";
import { formatRef } from "@retain/artifacts/words/ref";
import type { EnvironmentEffects } from "@retain/project/bind";
import { countKinds } from "./count-kinds.ts";
import { fittedLines } from "./fitted-lines.ts";
import { count } from "./marks.ts";
import { visible } from "./visible.ts";

/** Widest value shown on one line, in characters. */
const width = 100;

/** What an environment did to the artifacts, for people: nothing when it did nothing. */
export function effectsLines(name: string, effects: EnvironmentEffects): readonly string[] {
  const { parameters, triggers, overrides } = effects;
  const blocks = [
    block(
      count(parameters.length, "parameter"),
      parameters.map(({ name: parameter, uses, output, hides }) => {
        const from = output === undefined ? "" : `, from the terraform output '${output}'`;
        const hidden = hides === undefined ? "" : `, in place of the terraform output '${hides}'`;
        return `${parameter}: used in ${count(uses, "place")}${from}${hidden}`;
      }),
    ),
    block(
      `states of ${countKinds(triggers.map(({ ref }) => ref))}`,
      triggers.map(({ ref, before, after, pattern }) => {
        const state = before === after ? `${after}, as written` : `${before ?? "(none)"} -> ${after}`;
        return `${formatRef(ref)}: ${state} (by '${pattern}')`;
      }),
    ),
    block(
      count(overrides.length, "override"),
      overrides.map(({ ref, path, type, before, after, changes }) => {
        const place = `${formatRef(ref)} ${formatPath(path)}`;
        const [old = "", next = ""] = fittedLines(
          [
            { mark: "-", text: before === undefined ? "(none)" : JSON.stringify(before) },
            { mark: "+", text: after === undefined ? "(none)" : JSON.stringify(after) },
          ],
          width,
        );
        if (type === "add") return `${place}: added, ${next}`;
        if (type === "remove") return `${place}: removed, was ${old}`;
        const values = changes ? `${old} -> ${next}` : `${next}, as written`;
        return `${place}: ${values}${hidesSecret(before, after, changes)}`;
      }),
    ),
  ].flat();
  return blocks.length === 0 ? [] : [`Environment ${name}:`, ...blocks, ""];
}

/** The same as JSON: refs and paths in their text form. */
export function effectsJson(name: string, { parameters, triggers, overrides }: EnvironmentEffects): unknown {
  return {
    name,
    parameters,
    triggers: triggers.map(({ ref, ...rest }) => ({ ref: formatRef(ref), ...rest })),
    overrides: overrides.map(({ ref, path, ...rest }) => ({
      ref: formatRef(ref),
      path: formatPath(path),
      ...rest,
    })),
  };
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${visible(line)}`)];
}

/** Both sides look the same when all that differs is a secret. */
function hidesSecret(before: unknown, after: unknown, changes: boolean): string {
  return changes && JSON.stringify(before) === JSON.stringify(after) ? " (another secret)" : "";
}
