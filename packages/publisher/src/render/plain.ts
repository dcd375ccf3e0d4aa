import picocolors from "picocolors";
import type { Paint } from "./paint.ts";

/** Paint that leaves every text as it is, for files. */
export const plain: Paint = picocolors.createColors(false);
