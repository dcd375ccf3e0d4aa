import { holdInitLaw } from "./hold-init-law.ts";
import { ownEstates } from "./law-estates.ts";

holdInitLaw(ownEstates());
