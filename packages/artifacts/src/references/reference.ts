import type { Path } from "../words/path.ts";
import type { Ref } from "../words/ref.ts";

/** How a reference was found in the body. */
type ReferenceForm =
  /** `{ referenceName, type: "…Reference" }`, or without a type where the place tells the kind */
  | "typed"
  /** a notebook called from cell source: `%run`, `mssparkutils.notebook.run`, `notebookutils.notebook.run` */
  | "call"
  /** the live id of another artifact: `liveId(ref)` in the repository */
  | "id";

/** An edge: the artifact that holds it needs `to`, and says so at `path`. */
export interface Reference {
  readonly to: Ref;
  readonly path: Path;
  readonly form: ReferenceForm;
  /** The names of the parameters passed at this place, where the form has them. */
  readonly arguments?: readonly string[];
}

/** A reference whose target is computed at run time (an expression): an edge to nobody known. */
export interface DynamicReference {
  readonly kind: Ref["kind"];
  readonly path: Path;
  /** The expression or source text that computes the name. */
  readonly expression: string;
}

/** All that one body refers to. */
export interface References {
  readonly static: readonly Reference[];
  readonly dynamic: readonly DynamicReference[];
}
