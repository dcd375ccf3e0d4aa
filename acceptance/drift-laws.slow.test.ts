import { holdDriftLaws } from "./hold-drift-laws.ts";
import { ownEstates } from "./law-estates.ts";

holdDriftLaws(ownEstates());
