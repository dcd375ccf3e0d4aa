import { inject } from "vitest";
import { holdInitLaw } from "./hold-init-law.ts";
import { corpusEstates } from "./law-estates.ts";

holdInitLaw(corpusEstates(inject("corpora")));
