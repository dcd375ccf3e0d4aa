/** Values that stand for a secret which is somewhere else, or for none at all. */
const standIns: readonly RegExp[] = [
  /^[\s*•.:xX?_-]*$/, // empty, or a mask such as `**********`
  /^@[A-Za-z]\w*[.(]/, // an expression of the service; see also the interpolation below
  /@\{/,
  // Variables of shells, sqlcmd, templates and release tools; an open bracket alone may be a letter of a password.
  /\$\{[^{}]{1,64}\}|\$\([\w .:-]{1,64}\)|\{\{|#\{[^{}]{1,64}\}/,
  /^\{[\w.:()[\]'"]*(?:![rsa])?\}$/, // a format slot: `{0}`, `{password}`; an ODBC value in braces holds other signs
  /^\{[A-Za-z_][\w.]*[([]/, // the beginning of a slot that computes: `{dbutils.secrets.get(`
  /^#[\w. -]+#$/,
  /^__\w+__$/,
  /^%[\w()]+%?$/,
  /^<[^<>]*>$/,
  /^\[[^[\]]*\]$/,
  /^\$[A-Za-z_]\w*$/,
  /^[A-Za-z_]\w*(?:\.\w+)+\(/, // a call in code: `dbutils.secrets.get(`
  /^(?:get|read|fetch|load)\w*\(/i,
  /^[A-Za-z_]\w*\([\d, ]{0,16}\)$/, // a type: `StringType()`, `varchar(20)`
  /^your[-_ ]?\w{0,32}[-_ ]?(?:password|secret|key|token|here)\b/i,
  // `my-password`, `the secret`: digits and other signs make it one that somebody uses.
  /^(?:my|the|an?|some|new|old)[-_ ]?[a-z]{0,32}[-_ ]?(?:password|secret|key|token)$/i,
  /^(?:password|passwd|pwd|secret|token|key|string|securestring|null|none|true|false|undefined|redacted|removed|hidden|changeme|todo|tbd|reset|expired|empty|text|varchar|nvarchar|binary|required|optional)$/i,
  /^\(secret\)$/,
];

/**
 * True when a value in a secret's place is not a secret: an expression, a
 * variable, a mask, a placeholder, nothing. Looks at the first 512
 * characters: no stand-in is longer.
 */
export function isStandIn(value: string): boolean {
  const head = value.length > 512 ? value.slice(0, 512) : value;
  return standIns.some((form) => form.test(head));
}
