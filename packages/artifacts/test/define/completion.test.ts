import { describe, expect, it } from "vitest";
import { type Mapper, readSdk } from "../../scripts/read-mappers.ts";
import { younger } from "../../scripts/wire-kinds.ts";
import { compile } from "./compile.ts";

/** The SDK's base classes under which the types of each union stand. */
const unions = {
  Activity: ["Activity", "ExecutionActivity", "ControlActivity"],
  LinkedService: ["LinkedService"],
  Dataset: ["Dataset"],
  Trigger: ["Trigger", "MultiplePipelineTrigger"],
} as const;

/** Types that no SDK has, described by hand (`scripts/wire-kinds.ts`). */
const byHand: { readonly [U in Union]?: readonly string[] } = {
  Activity: ["DatabricksJob"],
  Dataset: ["SqlPoolTable", ...(younger.Dataset ?? [])],
  LinkedService: younger.LinkedService ?? [],
};

const bases: readonly string[] = ["Execution", "Container", "Control", "MultiplePipelineTrigger"];

type Union = keyof typeof unions;

describe("completion", async () => {
  // Of the second source the types beyond those of the first are offered too.
  const sdks = await Promise.all([readSdk("arm-datafactory"), readSdk("synapse-artifacts")]);
  const discriminators = Object.assign(
    {},
    ...sdks.map((sdk) => sdk.discriminators),
  ) as (typeof sdks)[0]["discriminators"];
  const typesOf = (union: Union): ReadonlyMap<string, Mapper> =>
    new Map(
      unions[union].flatMap((base) =>
        Object.entries(discriminators)
          .filter(([key]) => key.startsWith(`${base}.`))
          .map(([key, mapper]) => [key.slice(base.length + 1), mapper] as const)
          .filter(([type]) => !bases.includes(type)),
      ),
    );
  const heading = `import type { ${Object.keys(unions).join(", ")} } from "@retain/artifacts/generated/wire-types";
import type { Unlisted } from "@retain/artifacts/define/wire";
type Of<U, T extends string> = Extract<U, { type: T }>;
type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Inside<U, T extends string> = Of<U, T> extends { typeProperties?: infer P } ? keyof NonNullable<P> : never;
`;

  it("offers every type that the SDK knows, and no other", async () => {
    const lines = (Object.keys(unions) as Union[]).map((union) => {
      const types = [...typesOf(union).keys(), ...(byHand[union] ?? [])]
        .map((type) => JSON.stringify(type))
        .join(" | ");
      const known = `Exclude<${union}["type"], Unlisted>`;
      return `export const all${union}: Same<${known}, ${types}> = true;`;
    });
    expect(await compile({ "types.ts": `${heading}${lines.join("\n")}\n` })).toEqual([]);
    expect(typesOf("Activity").size).toBeGreaterThan(35);
  });

  it("offers every property of every activity, linked service, dataset and trigger", async () => {
    const checks = (Object.keys(unions) as Union[]).flatMap((union) =>
      [...typesOf(union)].flatMap(([type, mapper]) =>
        Object.values(mapper.type.modelProperties ?? {}).map(({ serializedName = "" }) => {
          const [first, inner] = serializedName.split(".");
          const offered =
            inner === undefined ? `keyof Of<${union}, "${type}">` : `Inside<${union}, "${type}">`;
          return `"${inner ?? first}" satisfies ${offered};`;
        }),
      ),
    );
    expect(checks.length).toBeGreaterThan(2000);
    expect(await compile({ "properties.ts": `${heading}${checks.join("\n")}\n` })).toEqual([]);
  });

  it("lets no type of activity, linked service, dataset or trigger have a name of somebody's own", async () => {
    const lines = (Object.keys(unions) as Union[]).flatMap((union) =>
      [...typesOf(union).keys()].map(
        (type) =>
          `// @ts-expect-error\n"nobodysName" satisfies keyof Of<${union}, "${type}"> | Inside<${union}, "${type}">;`,
      ),
    );
    expect(await compile({ "names.ts": `${heading}${lines.join("\n")}\n` })).toEqual([]);
  });
});
