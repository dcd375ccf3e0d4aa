import type { Cost } from "../../words/kind.ts";

/**
 * What the service takes for an artifact: a PUT and about two polls of its operation, which is asked for when
 * operations usually end; a delete looks at the etag first. In recorded traffic operations took 1 to 3 seconds.
 */
export const synapseCost: Cost = { requests: 3, waits: { write: 2, delete: 3 }, operation: 2 };
