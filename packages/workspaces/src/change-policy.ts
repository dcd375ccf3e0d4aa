import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import type { ChangeGuard } from "./change-guard.ts";

const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Asks before each request of an SDK's pipeline that changes something. To stand last in it, behind retries and
 * sign-in: what takes its time comes before the question, not between the question and the request.
 */
export function changePolicy({ mayChange }: ChangeGuard): PipelinePolicy {
  return {
    name: "mayChangePolicy",
    sendRequest: async (request, next) => {
      if (!reading.has(request.method)) await mayChange();
      return next(request);
    },
  };
}
