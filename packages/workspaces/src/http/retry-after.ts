/** Longest wait that a service may impose, in seconds; a misread text must not stop us for hours. */
const longest = 600;

const units: readonly (readonly [RegExp, number])[] = [
  [/^(ms|millisecond)/i, 0.001],
  [/^s/i, 1],
  [/^m/i, 60],
  [/^h/i, 3600],
];

/**
 * Seconds to wait by the `Retry-After` header (seconds or a date) or, as Synapse often
 * answers 429 without it, by the text of the body: "retry after 12 seconds",
 * "try again in 12 seconds", "00:00:12". Undefined when neither says.
 */
export function retryAfterSeconds(header: string | undefined, body: string): number | undefined {
  const said = fromHeader(header) ?? fromText(body);
  return said === undefined ? undefined : Math.min(longest, Math.max(0, said));
}

function fromHeader(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : (date - Date.now()) / 1000;
}

function fromText(body: string): number | undefined {
  const text = body.slice(0, 10_000);
  const words =
    /(?:retry|try|again|wait)[^.\d]{0,40}?(\d+(?:\.\d+)?)\s*(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\b/i.exec(
      text,
    );
  if (words?.[1] !== undefined && words[2] !== undefined) {
    const unit = words[2];
    return Number(words[1]) * (units.find(([pattern]) => pattern.test(unit))?.[1] ?? 1);
  }
  // Only after a word of waiting: a bare clock is a time of day.
  const clock = /(?:retry|again|wait|after|delay)[^\d]{1,40}?(\d{1,2}):(\d{2}):(\d{2})(?![\d:])/i.exec(text);
  if (clock === null) return undefined;
  return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
}
