import { collectFacts } from "./collect-facts.ts";
import { printFacts } from "./print-facts.ts";
import { printTypes } from "./print-types.ts";
import { readSdk } from "./read-mappers.ts";

/** The generated files of `src/generated`, from the installed SDK and the facts written by hand. */
export async function generateWire(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const sdk = await readSdk();
  const heading = `Generated from @azure/synapse-artifacts ${sdk.version} by npm run generate: change the generator, not this file.`;
  const facts = collectFacts(sdk);
  return [
    { name: "wire-facts.ts", text: printFacts(facts, heading) },
    { name: "wire-types.ts", text: printTypes(facts, heading) },
  ];
}
