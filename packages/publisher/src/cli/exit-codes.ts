/** Every way the program ends. One table: help, documentation and tests read it. */
export const exitCodes = {
  done: { code: 0, meaning: "done, or nothing to do" },
  failed: { code: 1, meaning: "something failed; the last lines say what" },
  changes: {
    code: 2,
    meaning: "`plan --exit-code` found changes, `drift` found drift, or `conformance` found differences",
  },
  usage: { code: 3, meaning: "usage error: unknown command, option or value, or missing consent" },
  invalid: { code: 4, meaning: "the repository has errors; nothing was read or written" },
  unreachable: {
    code: 5,
    meaning: "the workspace could not be read: sign-in, network, certificate, permissions",
  },
  partial: { code: 6, meaning: "apply was partly done; the report says what is done and what is not" },
  moved: {
    code: 7,
    meaning: "a saved plan was refused: it was edited, or the workspace has moved since it was made",
  },
  unproven: { code: 8, meaning: "apply wrote everything, but the service returns something else" },
  conflict: {
    code: 9,
    meaning:
      "the repository and the workspace both moved, or somebody else owns what the repository holds; nothing was written",
  },
  locked: { code: 10, meaning: "another command is working on the environment; nothing was written" },
  missing: {
    code: 11,
    meaning: "the plan cannot succeed because something it needs does not exist; nothing was written",
  },
  interrupted: { code: 130, meaning: "interrupted; what was in progress was finished" },
} as const;

/** The name of a way to end. */
export type Exit = keyof typeof exitCodes;

/** How a command ended: a name of the table, or the code of a program that was run in its place. */
export type Ended = Exit | { readonly code: number };

/** The exit code of the process. */
export function exitCode(ended: Ended): number {
  return typeof ended === "string" ? exitCodes[ended].code : ended.code;
}
