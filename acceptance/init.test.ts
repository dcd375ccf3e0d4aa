import { holdInitLaw } from "./hold-init-law.ts";
import { smallEstates } from "./law-estates.ts";

// init.slow.test.ts holds the others to it as well.
holdInitLaw(smallEstates());
