import { holdLaws } from "./hold-laws.ts";
import { smallEstates } from "./law-estates.ts";

// laws.slow.test.ts holds the others to them as well.
holdLaws(smallEstates());
