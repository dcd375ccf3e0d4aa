import { holdLaws } from "./hold-laws.ts";
import { ownEstates } from "./law-estates.ts";

holdLaws(ownEstates());
