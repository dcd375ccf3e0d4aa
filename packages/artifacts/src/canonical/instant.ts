const zoned = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;

/**
 * One text for one instant, in UTC and without trailing zeros: `2022-08-30T20:16:00Z`.
 * A text without a zone is a local time somewhere and stays as it is, and so does
 * one that is not a date. Digits below the millisecond are kept.
 */
export function instantText(text: string): string {
  const found = zoned.exec(text);
  if (!found) return text;
  const [, local, fraction = "", zone] = found;
  const seconds = Date.parse(`${local}${zone}`.toUpperCase());
  if (Number.isNaN(seconds)) return text;
  const digits = fraction.replace(/0+$/, "");
  return `${new Date(seconds).toISOString().slice(0, -".000Z".length)}${digits === "" ? "" : `.${digits}`}Z`;
}
