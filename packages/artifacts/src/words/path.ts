/**
 * Where in a body something is: keys and indexes from the root.
 * Written for people as a property path, `properties.activities[2].name`.
 */
export type Path = readonly (string | number)[];

const plainKey = /^[A-Za-z_$][\w$-]*$/;

/** The property path for people: `a.b[2]["odd key"]`; the root is the empty text. */
export function formatPath(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (plainKey.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
