import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** The contexts of a run by name: `github`, `inputs`, `steps`, … as plain values. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the steps before went, which is what `success()` and its like ask. */
export interface Status {
  readonly failed: boolean;
}

/** A text with `${{ … }}` replaced by what GitHub's own evaluator makes of it. */
export function filledIn(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, { failed: false }).coerceString(),
  );
}

/** Whether a step or a job is run: without a word on how the others went it is asked only while all is well. */
export function isMet(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  const expression = (condition ?? "success()").replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
  const asksStatus = /\b(?:success|failure|always|cancelled)\(/.test(expression);
  if (!asksStatus && status.failed) return false;
  return truthy(evaluate(expression, contexts, status));
}

function evaluate(expression: string, contexts: Contexts, { failed }: Status): data.ExpressionData {
  const answers = { success: !failed, failure: failed, always: true, cancelled: false };
  const functions = Object.entries(answers).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression.trim()).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const named = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(tree, dictionaryOf(contexts), named).evaluate();
}

function truthy(value: data.ExpressionData): boolean {
  if (value instanceof data.BooleanData) return value.value;
  const text = value.coerceString();
  return text !== "" && text !== "0";
}

function dictionaryOf(values: object): data.Dictionary {
  return new data.Dictionary(
    ...Object.entries(values).map(([key, value]) => ({ key, value: dataOf(value) })),
  );
}

function dataOf(value: unknown): data.ExpressionData {
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "object" && value !== null) return dictionaryOf(value);
  return new data.Null();
}
