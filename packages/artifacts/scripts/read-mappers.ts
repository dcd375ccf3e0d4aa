import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { readValues } from "./read-values.ts";

/** How the SDK describes a value; of its many members those that say something about the wire. */
export interface Mapper {
  readonly serializedName?: string;
  readonly required?: boolean;
  readonly constraints?: {
    readonly Pattern?: RegExp;
    readonly MinLength?: number;
    readonly MaxLength?: number;
    readonly InclusiveMinimum?: number;
    readonly InclusiveMaximum?: number;
  };
  readonly isConstant?: boolean;
  readonly defaultValue?: unknown;
  readonly type: {
    readonly name: string;
    readonly className?: string;
    readonly allowedValues?: readonly string[];
    readonly element?: Mapper;
    readonly value?: Mapper;
    readonly polymorphicDiscriminator?: { readonly serializedName: string };
    readonly modelProperties?: { readonly [name: string]: Mapper };
  };
}

/** What the installed SDK says about the wire. */
export interface Sdk {
  readonly version: string;
  readonly mappers: ReadonlyMap<string, Mapper>;
  /** `Base.Type` to the mapper of that type. */
  readonly discriminators: { readonly [key: string]: Mapper };
  /** `Class.property` to the name of its list of values, the lists, and what is required. */
  readonly values: ReturnType<typeof readValues>;
}

/** The clients whose facts are read: of Synapse, and of Data Factory, whose pipelines run in the same service. */
type SdkName = "synapse-artifacts" | "arm-datafactory";

/** Reads the mappers and the declared lists of values of an installed client of Azure. */
export async function readSdk(name: SdkName): Promise<Sdk> {
  const require = createRequire(import.meta.url);
  const manifest =
    name === "arm-datafactory"
      ? require.resolve("@azure/arm-datafactory/package.json")
      : require.resolve("@azure/synapse-artifacts/package.json");
  const folder = dirname(manifest);
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  // The mappers are no part of the public face: they are read by path.
  const module = (await import(pathToFileURL(join(folder, "dist-esm/src/models/mappers.js")).href)) as Record<
    string,
    unknown
  >;
  const { discriminators, ...mappers } = module;
  const declarations = await readFile(join(folder, `types/${name}.d.ts`), "utf8");
  return {
    version,
    mappers: new Map(Object.entries(mappers as Record<string, Mapper>)),
    discriminators: discriminators as Sdk["discriminators"],
    values: readValues(declarations),
  };
}
