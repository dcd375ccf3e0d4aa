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

/** True when a name is one of the candidates with one letter lost, added or exchanged, or two swapped. */
export function isSlip(name: string, candidates: readonly string[]): boolean {
  if (name.length < 4 || name.length > 100) return false;
  return candidates.some((candidate) => {
    if (candidate.length < 4 || Math.abs(candidate.length - name.length) > 1) return false;
    const apart = distance(name, candidate);
    return apart === 1 || (apart === 2 && [...name].sort().join("") === [...candidate].sort().join(""));
  });
}

/** The advice that names what was most likely meant; nothing when no candidate is near. */
export function didYouMean(name: string, candidates: Iterable<string>): { readonly advice?: string } {
  const similar = similarName(name, candidates);
  return similar === undefined ? {} : { advice: `did you mean "${similar}"?` };
}
