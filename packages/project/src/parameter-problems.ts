import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { listed } from "./listed.ts";
import { checkParameters, type ParameterDeclarations, unknownParameter } from "./parameter-schema.ts";
import { type GivenParameters, takenOutputs, type Use } from "./parameters.ts";
import { publisherProblems } from "./publisher-output.ts";
import { isSensitive, type Outputs } from "./terraform-outputs.ts";

/** What parameters are judged by. */
interface ParametersInput {
  readonly uses: readonly Use[];
  /** Undefined: only the form of placeholders and the declarations are judged. */
  readonly environment: Environment | undefined;
  readonly given: GivenParameters;
  readonly outputs: Outputs | undefined;
  /** Undefined: retain.yaml declares none, and nothing is held to it. */
  readonly declarations: ParameterDeclarations | undefined;
  /** False when a source could not be read whole: what seems unused may be used there. */
  readonly complete: boolean;
}

/** Every problem with parameters: malformed, unknown, missing, of the wrong form, sensitive, unused. */
export function parameterProblems(input: ParametersInput): readonly Diagnostic[] {
  const { uses, environment, given, outputs, declarations, complete } = input;
  const problems = uses.filter((use) => use.name === undefined).map(malformedPlaceholder);
  const users = new Map<string, Use[]>();
  for (const use of uses) {
    if (use.name === undefined) continue;
    const known = users.get(use.name);
    if (known) known.push(use);
    else users.set(use.name, [use]);
  }
  /** Names with a reported problem: one is enough. */
  const told = new Set<string>();
  const tell = (name: string, problem: Diagnostic) => {
    told.add(name);
    problems.push(problem);
  };
  for (const [name, [first]] of users) {
    if (!declarations || !first || Object.hasOwn(declarations, name) || given.has(name)) continue;
    tell(name, unknownParameter(name, declarations, placeOf(first)));
  }
  if (environment === undefined) return problems;
  if (outputs !== undefined) {
    problems.push(...publisherProblems(environment, outputs));
    for (const [name, problem] of wrongOutputs(environment, outputs, declarations)) tell(name, problem);
  }
  // Outputs that could not be read have their own problem, and might give what is missing.
  const unread = environment.terraform !== undefined && outputs === undefined;
  for (const [name, found] of unread ? [] : users) {
    if (!given.has(name) && !told.has(name)) tell(name, missingParameter(name, found, environment, input));
  }
  if (declarations !== undefined && !unread) {
    const held = [...given].filter(([name, { output }]) => {
      // Outputs are there for others too: only those that a parameter takes are held to its declaration.
      return output === undefined || Object.hasOwn(declarations, name) || users.has(name);
    });
    const found = checkParameters(declarations, new Map(held), {
      environment: environment.name,
      at: environment.document.locate(["parameters"]),
    });
    for (const { name, problem } of found) if (!told.has(name)) tell(name, problem);
  }
  return complete ? [...problems, ...unusedParameters(users, environment, told)] : problems;
}

function malformedPlaceholder(use: Use): Diagnostic {
  const { at, ...place } = placeOf(use);
  return {
    severity: "error",
    code: "placeholder-malformed",
    message: "malformed placeholder for an environment parameter",
    ...place,
    ...(at ? { at: { file: at.file, line: at.line, column: at.column } } : {}),
    why: "the name starts with a letter or _ and contains letters, digits, '_', '.' and '-'",
    advice: `write it as \${retain:name}`,
  };
}

function placeOf({ artifact, environment, path }: Use) {
  const origin = artifact?.origin;
  const { file, line, column } = origin ?? {};
  const at = origin?.locate?.(path) ?? environment?.document.locate(path);
  const written =
    file === undefined || line === undefined || column === undefined ? undefined : { file, line, column };
  return { ...(artifact ? { ref: artifact.ref, path } : {}), at: at ?? written };
}

/** Outputs that parameters take by name and that cannot be taken, by parameter. */
function wrongOutputs(
  environment: Environment,
  outputs: Outputs,
  declarations: ParameterDeclarations | undefined,
): readonly (readonly [string, Diagnostic])[] {
  return takenOutputs(environment, declarations)
    .filter(({ output }) => !outputs.values.has(output))
    .map(({ name, output, at }) => {
      if (isSensitive(outputs, output)) return [name, sensitiveParameter(name, output, at)];
      const known = [...outputs.values.keys()];
      const members = known.filter((one) => one.startsWith(`${output}.`));
      const list = known.length === 0 ? "it has none: has it been applied?" : `it has: ${listed(known, 12)}`;
      return [
        name,
        {
          severity: "error",
          code: "output-missing",
          message:
            members.length > 0
              ? `the output '${output}' is not a string, number, true or false`
              : `terraform has no output '${output}'`,
          at,
          advice:
            members.length > 0
              ? `name one of its members: ${listed(members, 12)}`
              : didYouMean(output, known, list),
        },
      ];
    });
}

/** One problem a name, at the parameters of the environment, naming the first artifact that needs it. */
function missingParameter(
  name: string,
  users: readonly Use[],
  environment: Environment,
  { given, outputs }: ParametersInput,
): Diagnostic {
  const first = users[0];
  const owner = first?.artifact;
  const place = owner && first ? { ref: owner.ref, path: first.path } : {};
  if (outputs !== undefined && isSensitive(outputs, name)) {
    return { ...sensitiveParameter(name, name, environment.document.locate(["terraform"])), ...place };
  }
  const others = users.length > 1 ? `; used in ${users.length} places` : "";
  const write = `add '${name}: VALUE' under 'parameters'`;
  return {
    severity: "error",
    code: "parameter-missing",
    message: `environment '${environment.name}' has no value for the parameter '${name}'${others}`,
    ...place,
    at: environment.document.locate(owner === undefined ? (first?.path ?? []) : ["parameters"]),
    advice: didYouMean(
      name,
      given.keys(),
      outputs === undefined ? write : `${write}, or '${name}: OUTPUT' under 'terraform.parameters'`,
    ),
  };
}

function sensitiveParameter(name: string, output: string, at: Diagnostic["at"]): Diagnostic {
  return {
    severity: "error",
    code: "parameter-sensitive",
    message: `the parameter '${name}' would take the sensitive output '${output}'`,
    ...(at === undefined ? {} : { at }),
    why: "secrets must not get into artifacts: everyone who can read the workspace can read them",
    advice:
      "have terraform put the secret into Key Vault and refer to it there; if it is not a secret, remove `sensitive` from the output",
  };
}

/** Outputs may go unused, they are there for others too; what the file of the environment names may not. */
function unusedParameters(
  users: ReadonlyMap<string, unknown>,
  environment: Environment,
  told: ReadonlySet<string>,
): readonly Diagnostic[] {
  const { parameters, terraform, document } = environment;
  const written = [
    ...Object.keys(parameters).map((name) => ["parameters", name] as const),
    ...Object.keys(terraform?.parameters ?? {}).map((name) => ["terraform", "parameters", name] as const),
  ];
  return written.flatMap((path): Diagnostic[] => {
    const name = path.at(-1) ?? "";
    if (users.has(name) || told.has(name)) return [];
    const advice = `remove it, or use it as \${retain:${name}} in an artifact or override`;
    return [
      {
        severity: "error",
        code: "parameter-unused",
        message: `nothing uses the parameter '${name}'`,
        at: document.locate(path),
        advice: didYouMean(name, users.keys(), advice),
      },
    ];
  });
}
