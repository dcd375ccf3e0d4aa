import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain doctor` takes. */
export const doctorDeclared = declare({
  name: "doctor",
  summary: "Check all that publishing needs, and say what mends it",
  about: [
    "In this order: program, file of the environment, repository, endpoint, clock, sign-in, reading, the runtimes, pools and private endpoints that the repository names, what Synapse lets you write, and of the lake: its file system, writing, lock and state. What needs something that failed is skipped. It writes one file to the lake, which it takes away again, and nothing else. Ends with 0 when nothing failed.",
    "With --plan it contacts nobody and names the least roles, and their scopes, that it takes to apply that saved plan, as commands that give them.",
  ],
  options: [
    env,
    { flags: "--plan <file>", help: "name the roles that this saved plan needs" },
    { flags: "--assignee <who>", help: "with --plan: user, application or object id for the commands" },
    json,
  ],
  examples: ["retain doctor", "retain doctor --env prod --json", "retain doctor --plan plan.json"],
});

/** `retain doctor` with its code. */
export const doctorSpec = command(
  doctorDeclared,
  async () => (await import("../../commands/doctor.ts")).runDoctor,
);
