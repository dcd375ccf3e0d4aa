import type { Reporter } from "vitest/node";

/** A reporter for vitest: a run ends with seconds and place of the ten files that it waited for longest. */
export const tellSlowestFiles: Reporter = {
  onTestRunEnd(modules) {
    const lines = modules
      .map((module) => ({ place: module.relativeModuleId, seconds: module.diagnostic().duration / 1000 }))
      .toSorted((one, other) => other.seconds - one.seconds)
      .slice(0, 10)
      .map(({ place, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${place}`);
    process.stdout.write(`\nThe slowest files:\n${lines.join("\n")}\n`);
  },
};
