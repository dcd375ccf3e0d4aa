import { formatPosition } from "@retain/artifacts/words/diagnostic";
import { loadDesired } from "./with-blocks.ts";

// A process of its own: a test runner's own import hooks would stand in for Node's.
const [root = "", path = "[]"] = process.argv.slice(2);
const { artifacts, diagnostics } = await loadDesired({ root });
const shown = artifacts.map(({ ref, body, origin }) => {
  const place = origin.locate?.(JSON.parse(path));
  return {
    ref: `${ref.kind}/${ref.name}`,
    body,
    from: origin.package,
    at: formatPosition(origin),
    place: place && formatPosition(place),
  };
});
process.stdout.write(JSON.stringify({ artifacts: shown, diagnostics }));
