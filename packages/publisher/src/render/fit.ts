/** How much room lines have. */
export interface Fit {
  /** Widest line on which both sides of a difference stand beside each other. */
  readonly columns: number;
  /** Longest line of one side, its mark and indentation included; longer ones are cut around what differs. */
  readonly longest: number;
}

/** Files and pipes: nothing is cut, whoever reads it has to decide by it. */
export const unbroken: Fit = { columns: 120, longest: Number.POSITIVE_INFINITY };

/** Reports that others show in boxes of their own: lines that nobody scrolls to the end of are cut. */
export const boxed: Fit = { columns: 120, longest: 2_000 };

/** Narrower terminals wrap: less would show no difference at all. */
const narrowest = 40;

/** The room of a terminal of so many columns; undefined where the output is none. */
export function fitTo(columns: number | undefined): Fit {
  if (columns === undefined) return unbroken;
  const width = Math.max(narrowest, columns);
  return { columns: width, longest: width };
}
