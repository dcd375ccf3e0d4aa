/**
 * Patterns of names and folders, compared ignoring case. They are followed sign by sign, not turned into a regular
 * expression: the time is bounded by the length of the pattern times that of the text, whatever somebody writes.
 */

/** One sign of a pattern: a letter, any one sign, any run, or any folders (`**` with a slash behind it). */
type Sign =
  | { readonly is: string }
  | { readonly any: "sign" | "run" | "folders"; readonly acrossFolders: boolean };

/** Compiles the pattern of a name: `*` is any text, `?` any one sign. */
export function nameGlob(pattern: string): (text: string) => boolean {
  const signs = [...pattern.toLowerCase()].map(
    (sign): Sign =>
      sign === "*" || sign === "?"
        ? { any: sign === "*" ? "run" : "sign", acrossFolders: true }
        : { is: sign },
  );
  return (text) => follows(signs, text);
}

/** Compiles the pattern of a folder: `*` and `?` stay inside one folder, `**` is any number of folders. */
export function folderGlob(pattern: string): (text: string) => boolean {
  const lower = pattern.toLowerCase();
  // `Shop/**` is the folder itself too.
  const whole = lower.endsWith("/**") ? folderSigns(lower.slice(0, -3)) : undefined;
  const signs = folderSigns(lower);
  return (text) => follows(signs, text) || (whole !== undefined && follows(whole, text));
}

function folderSigns(pattern: string): readonly Sign[] {
  return (pattern.match(/\*\*\/|\*+|\?|[^*?]/gu) ?? []).map((part): Sign => {
    if (part === "**/") return { any: "folders", acrossFolders: true };
    if (part.startsWith("*")) return { any: "run", acrossFolders: part.length > 1 };
    return part === "?" ? { any: "sign", acrossFolders: false } : { is: part };
  });
}

/** Goes through the text once with all places of the pattern that may have been reached. */
function follows(signs: readonly Sign[], text: string): boolean {
  let reached = new Set<number>();
  const arrive = (at: number, places: Set<number>) => {
    let place = at;
    places.add(place);
    // A run may be empty, and so may a number of folders.
    for (
      let sign = signs[place];
      sign !== undefined && "any" in sign && sign.any !== "sign";
      sign = signs[place]
    ) {
      place += 1;
      places.add(place);
    }
  };
  arrive(0, reached);
  for (const letter of text.toLowerCase()) {
    const next = new Set<number>();
    for (const place of reached) {
      const sign = signs[place];
      if (sign === undefined) continue;
      if ("is" in sign) {
        if (sign.is === letter) arrive(place + 1, next);
      } else if (sign.any === "folders") {
        // Inside a folder that is passed over; what comes next begins behind its slash.
        next.add(place);
        if (letter === "/") arrive(place, next);
      } else if (letter !== "/" || sign.acrossFolders) {
        if (sign.any === "run") arrive(place, next);
        else arrive(place + 1, next);
      }
    }
    reached = next;
  }
  return reached.has(signs.length);
}
