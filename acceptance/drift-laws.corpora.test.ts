import { inject } from "vitest";
import { holdDriftLaws } from "./hold-drift-laws.ts";
import { corpusEstates } from "./law-estates.ts";

holdDriftLaws(corpusEstates(inject("corpora")));
