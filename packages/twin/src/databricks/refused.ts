import type { Json, TwinResponse } from "../http.ts";

/** Thrown where the service answers with an error. */
export class Refused extends Error {
  readonly response: TwinResponse;

  /** `code` as in `error_code`; an `ErrorInfo` with `reason` goes into the details. */
  constructor(status: number, code: string, message: string, reason?: string) {
    super(message);
    this.name = "Refused";
    this.response = { status, body: errorBody(code, message, reason) };
  }
}

/** The shape of every error of the REST API. */
export function errorBody(error_code: string, message: string, reason?: string): Json {
  if (reason === undefined) return { error_code, message };
  const info = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "databricks.com" };
  return { error_code, message, details: [info] };
}

/** 400: a value that cannot be. */
export function invalid(message: string): Refused {
  return new Refused(400, "INVALID_PARAMETER_VALUE", message);
}

/** 404: nothing of that name. */
export function notThere(message: string): Refused {
  return new Refused(404, "RESOURCE_DOES_NOT_EXIST", message);
}

/** 400: a name that is taken. */
export function alreadyThere(message: string): Refused {
  return new Refused(400, "RESOURCE_ALREADY_EXISTS", message);
}

/** 501: what the service does and the twin does not. */
export function notImitated(what: string): Refused {
  return new Refused(501, "NOT_IMPLEMENTED", `the twin does not imitate ${what}`);
}
