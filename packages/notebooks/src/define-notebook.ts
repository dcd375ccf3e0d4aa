import type { DefinedDirectory } from "@retain/artifacts/define-lake";
import { z } from "zod";

/** A library that the runtime does not bring. */
interface Library {
  readonly pypi: { readonly package: string };
}

/** What a notebook is declared with. */
interface NotebookDeclaration<Shape extends z.ZodRawShape> {
  /** File in `notebooks/`, without `.py`. */
  readonly file: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** What it takes beside `lake_root`, `catalog`, `period_start` and `run_id`. */
  readonly parameters: Shape;
  /** Tables of the lake; a table that was renamed is a compile error here. */
  readonly reads: readonly DefinedDirectory[];
  readonly writes: readonly DefinedDirectory[];
  readonly libraries?: readonly Library[];
  /** Where the time goes: on the workers, or on the driver. */
  readonly works: "workers" | "driver";
}

/** A notebook of the estate. */
export interface DefinedNotebook<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly file: string;
  readonly does: string;
  readonly language: "PYTHON";
  readonly parameters: z.ZodObject<typeof shared & Shape>;
  readonly reads: readonly DefinedDirectory[];
  readonly writes: readonly DefinedDirectory[];
  readonly libraries: readonly Library[];
  readonly works: "workers" | "driver";
}

const shared = {
  /** `abfss://…` in Azure, a folder on one machine. */
  lake_root: z.string().regex(/^(abfss:\/\/[a-z0-9-]+@[a-z0-9]+\.dfs\.core\.windows\.net|\/).*$/),
  /** Any day of the month that is worked on, or a moment in it; by UTC. */
  period_start: z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], "is a day"),
  /** A catalog of Unity Catalog in which tables are registered; without one they go by their paths. */
  catalog: z
    .string()
    .regex(/^[^\s./`]*$/, "is the name of a catalog")
    .optional(),
  /** Where the package `retention` lies; by default beside the folder of the notebook. */
  python_folder: z.string().startsWith("/").optional(),
  run_id: z.string().regex(/^[A-Za-z0-9_-]+$/, "is letters, digits, - and _"),
};

/** The parameters of a notebook as TypeScript knows them: names that it does not take are errors. */
export type ParametersOf<N> =
  N extends DefinedNotebook<infer Shape> ? z.input<z.ZodObject<typeof shared & Shape>> : never;

/** Declares a notebook. Parameters are text on the wire; the schema says which text. */
export function defineNotebook<const Shape extends z.ZodRawShape>(
  declaration: NotebookDeclaration<Shape>,
): DefinedNotebook<Shape> {
  return {
    ...declaration,
    language: "PYTHON",
    libraries: declaration.libraries ?? [],
    parameters: z.strictObject({ ...shared, ...declaration.parameters }),
  };
}
