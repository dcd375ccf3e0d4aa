import { didYouMean as closest } from "@retain/artifacts/shape/similar";

/** Advice: the known word that was most likely meant, or `otherwise` when none is close. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  return closest(word, known).advice ?? otherwise;
}
