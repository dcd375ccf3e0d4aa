import type { Artifact } from "../words/artifact.ts";
import type { Severity } from "../words/diagnostic.ts";
import type { Path } from "../words/path.ts";
import type { TextPlace } from "../words/text-place.ts";
import type { Holder } from "../words/text-walk.ts";
import type { RuleContext } from "./context.ts";

/** A problem that a rule found; places in files are looked up afterwards. */
export interface Finding {
  readonly severity: Severity;
  /** The artifact it is about; absent when it is about the repository as a whole. */
  readonly artifact?: Artifact;
  /** Where in the body. */
  readonly path?: Path;
  /** Where in the text at that path, when only a part of it is meant. */
  readonly inside?: TextPlace;
  /** One sentence without a trailing stop. Never holds a secret. */
  readonly message: string;
  readonly why?: string;
  readonly advice?: string;
}

/** A text and where it stands. */
export interface TextIn {
  readonly artifact: Artifact;
  readonly text: string;
  readonly step: string | number;
  readonly holder: Holder;
}

/** One rule: what must hold, and a way to find where it does not. Pure; never throws, whatever the bodies hold. */
export interface Rule {
  /** The stable name by which exceptions lower it, e.g. `reference-missing`. */
  readonly code: string;
  /** What the rule asks for, in one sentence. */
  readonly says: string;
  /** Judges the repository as a whole. */
  readonly check?: (context: RuleContext) => readonly Finding[];
  /** Judges one artifact, whatever the others are. */
  readonly checkEach?: (artifact: Artifact) => readonly Finding[];
  /** Judges one text of one readable body: all rules share one walk through each body. */
  readonly checkText?: (place: TextIn) => readonly Finding[];
  /** True when it finds other things in other environments: an exception that lowers nothing here may be needed there. */
  readonly varies?: boolean;
  /** Why no exception may lower it: without it no plan can be made. */
  readonly firm?: string;
}
