/** Started by `twin-process.ts`: a twin with the options of the command line, until it is killed. */
import { startTwin } from "../src/start-twin.ts";

await startTwin(JSON.parse(process.argv[2] ?? "{}"));
process.stdout.write("listening\n");
