import { z } from "zod";
import type { TwinRequest } from "../http.ts";
import { invalid, Refused } from "./refused.ts";

/** The body of a request, JSON. Throws a `Refused` that names the first member that is wrong. */
export function bodyOf<S extends z.ZodType>({ body }: TwinRequest, schema: S): z.output<S> {
  return checked(schema, parsed(body));
}

/** A value by its schema. Throws a `Refused` that names the first member that is wrong. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = (issue?.path ?? []).map(String).join(".");
  if (issue?.code === "invalid_type" && issue.message.includes("undefined")) {
    throw invalid(`Missing required field: ${place}`);
  }
  throw invalid(`Invalid value for ${place === "" ? "the request" : place}: ${issue?.message}`);
}

/** A query parameter that has to be there. */
export function required({ url }: TwinRequest, name: string): string {
  const value = url.searchParams.get(name);
  if (value === null || value === "") throw invalid(`Missing required field: ${name}`);
  return value;
}

/** A query parameter that says yes. */
export function saysYes({ url }: TwinRequest, name: string): boolean {
  return url.searchParams.get(name)?.toLowerCase() === "true";
}

/** A whole number, which some clients send as text. */
export const wholeNumber = z.coerce.number().int();

/** A JSON object with any members. */
export const anyObject = z.record(z.string(), z.json());

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.length === 0 ? "{}" : body.toString("utf8"));
  } catch {
    throw new Refused(
      400,
      "MALFORMED_REQUEST",
      "Invalid JSON given in the body of the request - failed to parse given JSON",
    );
  }
}
