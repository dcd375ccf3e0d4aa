import { distance } from "fastest-levenshtein";

/** The candidate that `name` was most likely meant to be, ignoring case; undefined when none is near. */
function similarName(name: string, candidates: Iterable<string>): string | undefined {
  // A name far longer than any real one is not a slip of the pen, and comparing it is slow.
  if (name.length > 100) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    // Two names are at least as far apart as their lengths: comparing long ones is slow.
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const apart = distance(wanted, candidate.toLowerCase());
    if (apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

/** The advice that names what was most likely meant; nothing when no candidate is near. */
export function didYouMean(name: string, candidates: Iterable<string>): { readonly advice?: string } {
  const similar = similarName(name, candidates);
  return similar === undefined ? {} : { advice: `did you mean "${similar}"?` };
}
