import type picocolors from "picocolors";

/** Paints text; every function returns it unchanged where colour is off. */
export type Paint = ReturnType<typeof picocolors.createColors>;
