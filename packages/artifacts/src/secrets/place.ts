/** Longest name that is looked at, in characters. */
const longest = 96;

const ofName = /[\w.@$-]/;

/** The whole name that a match begins in: `sqlPassword` where the match begins with `Password`. */
export function nameOf({ input, index }: RegExpExecArray): string {
  let start = index;
  while (start > 0 && index - start < longest && ofName.test(input[start - 1] as string)) start -= 1;
  let end = index;
  while (end < input.length && end - index < longest && ofName.test(input[end] as string)) end += 1;
  return input.slice(start, end).replace(/[.$@-]+$/, "");
}

const comparing = /(?:^|\W)(?:when|where|and|or|on|not|having|if|elif|while|case)[\s(]{1,8}$/i;

/** True where the name that a match begins in is compared with something, as in `WHERE password = 'reset'`. */
export function isCompared({ input, index }: RegExpExecArray): boolean {
  const before = input.slice(Math.max(0, index - 128), index);
  const name = /[\w.@"[\]]*$/.exec(before)?.index ?? before.length;
  return comparing.test(before.slice(0, name));
}
