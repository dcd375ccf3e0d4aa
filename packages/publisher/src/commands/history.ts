import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Release } from "@retain/state/state";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { historyDeclared } from "../cli/specs/history.ts";
import { withStore } from "../records/with-store.ts";
import { Refusal } from "../refusal.ts";
import { columns } from "../render/columns.ts";
import { commitWord, moment, outcomeWords } from "../render/release-words.ts";
import { visible } from "../render/visible.ts";
import { stateProblem } from "../state-problem.ts";

/** `retain history`. */
export async function runHistory(context: ContextOf<typeof historyDeclared>): Promise<Exit> {
  const { terminal, options } = context;
  const { limit = 20 } = options;
  return withStore(context, async (store, { environment }) => {
    const ids = await store.listReleases();
    const problems: Diagnostic[] = [];
    const read = await Promise.all(
      ids.slice(0, limit).map((id) =>
        store.readRelease(id).catch((error): undefined => {
          // One that is damaged must not hide the others.
          const problem = stateProblem(error, environment);
          if (problem.code !== "workspace-damaged") throw error;
          problems.push(problem);
        }),
      ),
    );
    const releases = read.filter((release) => release !== undefined);
    if (options.json === true) {
      const document = {
        version: 1,
        environment: environment.name,
        total: ids.length,
        releases: releases.map(summaryJson),
      };
      terminal.out(JSON.stringify(document, null, 2));
    } else {
      for (const line of columns(releases.map(row))) terminal.out(line);
      if (releases.length > 0) terminal.out("");
      const cut = ids.length > limit ? `, the last ${limit} shown: use --limit for more` : "";
      terminal.out(
        `History: ${ids.length} release${ids.length === 1 ? "" : "s"} of ${environment.name}${cut}`,
      );
    }
    if (problems.length > 0) throw new Refusal("failed", problems);
    return "done";
  });
}

function row(release: Release): readonly string[] {
  const back = release.rollbackOf === undefined ? "" : `, back to ${release.rollbackOf}`;
  return [
    release.id,
    moment(release.started),
    visible(release.by.name),
    commitWord(release),
    `${release.result}${back}`,
    outcomeWords(release),
  ];
}

function summaryJson({
  id,
  started,
  ended,
  by,
  commit,
  result,
  rollbackOf,
  changes,
  ...rest
}: Release): unknown {
  const done = changes.filter(({ status }) => status === "done").length;
  return {
    id,
    started,
    ended,
    by,
    ...(commit === undefined ? {} : { commit }),
    result,
    ...(rollbackOf === undefined ? {} : { rollbackOf }),
    changes: changes.length,
    done,
    recorded: rest.recorded.length,
    forgotten: rest.forgotten.length,
  };
}
