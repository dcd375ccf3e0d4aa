/**
 * Makes the Python environment of the notebooks, unless it is there. Progress goes to
 * stderr and stays away in CI. Ends with 1 and one sentence a problem where it cannot.
 */
import { makeEnvironment, stateFolder } from "../src/environment.ts";

try {
  await makeEnvironment(stateFolder(), (line) => {
    if (!process.env.CI) process.stderr.write(`${line}\n`);
  });
} catch (error) {
  for (const line of (error instanceof Error ? error.message : String(error)).split("\n")) {
    process.stderr.write(`Error: ${line}\n`);
  }
  process.exitCode = 1;
}
