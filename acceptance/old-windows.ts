import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Adds a trigger to the estate `shop` that runs the 744 hours of a January at once when it is started. */
export function writeOldWindows(repository: string): void {
  const properties = {
    type: "TumblingWindowTrigger",
    runtimeState: "Started",
    pipeline: { pipelineReference: { referenceName: "Load", type: "PipelineReference" } },
    typeProperties: {
      frequency: "Hour",
      interval: 1,
      startTime: "2024-01-01T00:00:00Z",
      endTime: "2024-02-01T00:00:00Z",
      maxConcurrency: 1,
    },
  };
  const body = JSON.stringify({ name: "Windows", properties });
  writeFileSync(join(repository, "workspace/trigger/Windows.json"), body);
}
