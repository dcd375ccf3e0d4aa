import { runInNewContext } from "node:vm";
import { redactSecrets } from "@retain/artifacts/secrets/secrets";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { isNumber } from "@retain/artifacts/words/json-numbers";
import { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import type { ParameterValue } from "./environment.ts";

/** The name of a parameter, as placeholders write it. */
const parameterName = /^[A-Za-z_][\w.-]*$/;

/** What retain.yaml says of one parameter. */
const declarationSchema = z
  .strictObject({
    type: z.enum(["string", "number", "boolean"]).default("string"),
    pattern: z.string().refine(isPattern, { error: "not a valid regular expression" }).optional(),
    description: z.string().optional(),
    required: z.boolean().default(true),
    output: z.string().min(1, "must not be empty").optional(),
  })
  .refine(({ type, pattern }) => pattern === undefined || type === "string", {
    error: "only strings can have a pattern",
    path: ["pattern"],
  });

/** The parameters of a project by name, as retain.yaml declares them. */
export const declarationsSchema = z.record(
  z
    .string()
    .regex(parameterName, "must start with a letter or _, followed by letters, digits, '_', '.' and '-'"),
  declarationSchema,
);

/** The parameters that every environment of a project has. */
export type ParameterDeclarations = z.infer<typeof declarationsSchema>;

/** A value of a parameter, and where it stands. */
export interface PlacedValue {
  readonly value: ParameterValue;
  readonly at: NonNullable<Diagnostic["at"]>;
}

/** Holds the values of an environment to the declarations; `missing` is where an absent one belongs. */
export function checkParameters(
  declarations: ParameterDeclarations,
  given: ReadonlyMap<string, PlacedValue>,
  missing: { readonly environment: string; readonly at: PlacedValue["at"] },
): readonly { readonly name: string; readonly problem: Diagnostic }[] {
  const values = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  const result = schemaOf(declarations).safeParse(values);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((name) => ({
        name,
        problem: unknownParameter(name, declarations, { at: given.get(name)?.at }),
      }));
    }
    const name = String(issue.path[0]);
    const found = given.get(name);
    const declared = declarations[name];
    const told = declared?.description === undefined ? {} : { why: `it is ${declared.description}` };
    if (found === undefined) {
      const message = `environment '${missing.environment}' has no value for the parameter '${name}', which retain.yaml requires`;
      const advice = `add '${name}: VALUE' under 'parameters'`;
      const problem: Diagnostic = {
        severity: "error",
        code: "parameter-missing",
        message,
        at: missing.at,
        ...told,
        advice,
      };
      return [{ name, problem }];
    }
    const message = `the parameter '${name}' is ${shown(name, found.value)}: ${issue.message}`;
    const advice =
      declared?.type === "string" && typeof found.value !== "string"
        ? "put it in quotes"
        : "correct the value, or the declaration of the parameter in retain.yaml";
    const problem: Diagnostic = {
      severity: "error",
      code: "parameter-invalid",
      message,
      at: found.at,
      ...told,
      advice,
    };
    return [{ name, problem }];
  });
}

/** Something gives or uses a parameter that retain.yaml does not declare. */
export function unknownParameter(
  name: string,
  declarations: ParameterDeclarations,
  { at, ...place }: Pick<Diagnostic, "ref" | "path"> & { readonly at: Diagnostic["at"] | undefined },
): Diagnostic {
  return {
    severity: "error",
    code: "parameter-unknown",
    message: `the parameter '${name}' is not declared in retain.yaml`,
    ...place,
    ...(at === undefined ? {} : { at }),
    advice: didYouMean(
      name,
      Object.keys(declarations),
      `declare '${name}' under 'parameters' in retain.yaml`,
    ),
  };
}

function schemaOf(declarations: ParameterDeclarations): z.ZodType {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(declarations).map(([name, { type, pattern, required }]) => {
        const value = valueSchema(type, pattern);
        return [name, required ? value : value.optional()];
      }),
    ),
  );
}

function valueSchema(type: ParameterDeclarations[string]["type"], pattern: string | undefined): z.ZodType {
  if (type === "number") return z.custom(isNumber, "it must be a number");
  if (type === "boolean") return z.boolean("it must be true or false");
  const text = z.string("it must be a string");
  // The whole of the value: a host with something behind it is another host.
  if (pattern === undefined) return text;
  return text.check(({ value, issues }) => {
    const problem = formProblem(pattern, value);
    if (problem !== undefined) issues.push({ code: "custom", input: value, message: problem });
  });
}

/**
 * What keeps a text from having a form, judged for a second at most: somebody may write an expression that goes
 * back over a text again and again.
 */
function formProblem(pattern: string, value: string): string | undefined {
  const judged = { source: `^(?:${pattern})$`, value };
  try {
    const has = runInNewContext('new RegExp(source, "u").test(value)', judged, { timeout: 1_000 });
    return has === true ? undefined : `it does not match ${pattern}`;
  } catch {
    return `matching it against ${pattern} takes more than a second; the pattern may have nested repetitions`;
  }
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** A value for people; what looks like a secret is hidden. */
function shown(name: string, value: ParameterValue): string {
  const text = JSON.stringify(redactSecrets(value, [name]));
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
