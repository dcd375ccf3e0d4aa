import { holdDriftLaws } from "./hold-drift-laws.ts";
import { smallEstates } from "./law-estates.ts";

// drift-laws.slow.test.ts holds the others to them as well.
holdDriftLaws(smallEstates());
