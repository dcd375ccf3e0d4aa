import { z } from "zod";

/** An address over https in the file of an environment, without slashes at its end; `example` is one. */
export function endpointText(example: string) {
  return z
    .string()
    .refine((value) => URL.canParse(value) && new URL(value).protocol === "https:", {
      error: `an endpoint must be an https URL, e.g. ${example}`,
    })
    .transform((value) => value.replace(/\/+$/, ""));
}

/** A text in the file of an environment that says something. */
export const someText = z.string().min(1, "must not be empty");
