import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import type { ChangeGuard } from "./change-guard.ts";
import { isReading } from "./reading.ts";

/**
 * Asks before each request of an SDK's pipeline that changes something. To stand last in it, behind retries and
 * sign-in: what takes its time comes before the question, not between the question and the request.
 */
export function changePolicy({ mayChange }: ChangeGuard): PipelinePolicy {
  return {
    name: "mayChangePolicy",
    sendRequest: async (request, next) => {
      if (!isReading(request.method)) await mayChange();
      return next(request);
    },
  };
}
