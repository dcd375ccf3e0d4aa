import { inject } from "vitest";
import { holdLaws } from "./hold-laws.ts";
import { corpusEstates } from "./law-estates.ts";

holdLaws(corpusEstates(inject("corpora")));
