import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain doctor` takes. */
export const doctorDeclared = declare({
  name: "doctor",
  summary: "Check everything that publishing needs, and say how to fix it",
  about: [
    "In this order: program, environment file, repository, endpoint, clock, sign-in, reading, the runtimes, pools and private endpoints that the repository names, what Synapse lets you write, and for the lake: its file system, writing, lock and state. Checks that depend on a failed one are skipped. It writes one file to the lake, which it removes again, and nothing else. Exits with 0 when nothing failed.",
    "With --plan it makes no requests; it prints the minimal roles and scopes needed to apply that saved plan, as commands that assign them.",
  ],
  options: [
    env,
    { flags: "--plan <file>", help: "print the roles that this saved plan needs" },
    {
      flags: "--assignee <who>",
      help: "with --plan: user, application or object ID for the commands",
      needs: { flag: "--plan" },
    },
    json,
  ],
  examples: ["retain doctor", "retain doctor --env prod --json", "retain doctor --plan plan.json"],
});

/** `retain doctor` with its code. */
export const doctorSpec = command(
  doctorDeclared,
  async () => (await import("../../commands/doctor.ts")).runDoctor,
);
