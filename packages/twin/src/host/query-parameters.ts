import type { TwinRequest, TwinResponse } from "../http.ts";

/**
 * Refuses a query parameter that is none of `taken`: one that is forgotten would give a client another answer than the
 * one it asked for. 501 and named, as everything that the twin does not imitate.
 */
export function refuseParameters({ url }: TwinRequest, taken: readonly string[]): TwinResponse | undefined {
  const unknown = [...url.searchParams.keys()].find((name) => !taken.includes(name.toLowerCase()));
  if (unknown === undefined) return undefined;
  const message = `the twin does not know the query parameter ${unknown} of ${url.pathname}`;
  return { status: 501, body: { error: { code: "NotImplemented", message } } };
}
