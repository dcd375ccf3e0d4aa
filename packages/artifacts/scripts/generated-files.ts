import { collectFacts } from "./collect-facts.ts";
import { printFacts } from "./print-facts.ts";
import { printTypes } from "./print-types.ts";
import { readSdk } from "./read-mappers.ts";

/** The generated files of `src/generated`, from the installed SDKs and the facts written by hand. */
export async function generateWire(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const sdk = await readSdk("synapse-artifacts");
  const second = await readSdk("arm-datafactory");
  const sources = `@azure/synapse-artifacts ${sdk.version} and @azure/arm-datafactory ${second.version}`;
  const heading = `Generated from ${sources} by npm run generate: change the generator, not this file.`;
  const facts = collectFacts(sdk, second);
  return [
    { name: "wire-facts.ts", text: printFacts(facts, heading) },
    { name: "wire-types.ts", text: printTypes(facts, heading) },
  ];
}
