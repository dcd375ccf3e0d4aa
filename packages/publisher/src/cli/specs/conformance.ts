import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain conformance` takes. */
export const conformanceDeclared = declare({
  name: "conformance",
  summary: "Check that the services of a scratch environment behave as retain expects",
  about: [
    "Creates, reads, lists, changes, renames and deletes a few artifacts of every kind, and compares each answer with what the local twin answers: status, headers, shape of the body, text of an error. Each difference is listed. Works only in an environment whose file says `scratch: true`. Exits with 0 when there is no difference, 2 when there is one.",
    "Every name begins with `rc` and an ID of the run. It touches nothing that it did not make, and starts only a trigger whose schedule begins in 2099. A journal in the lake names what is made before it is made: after Ctrl-C the command deletes everything before it ends, and after a crash the next run does, or --clean.",
    "--record writes what was answered to a file that can be sent to others: it has no names of subscriptions, tenants, people, hosts or workspaces, and no IDs or tokens. See docs/conformance.md.",
  ],
  options: [
    env,
    {
      flags: "--record <file>",
      help: "write the answers and the differences to a file, without names and IDs",
      contradicts: { "--clean": "--clean only deletes: it records nothing" },
    },
    { flags: "--clean", help: "only delete what earlier runs left behind" },
    json,
  ],
  examples: [
    "retain conformance --env scratch",
    "retain conformance --env scratch --record conformance.json",
    "retain conformance --env scratch --clean",
  ],
});

/** `retain conformance` with its code. */
export const conformanceSpec = command(
  conformanceDeclared,
  async () => (await import("../../commands/conformance.ts")).runConformance,
);
