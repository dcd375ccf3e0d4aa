#!/usr/bin/env -S node --max-semi-space-size=4
// The young generation of the heap stays small, megabytes: left to itself it takes a fifth of the memory of a large plan.
// Begins the program. It lies outside `dist` so that npm links it before anything is built, and any Node
// can read it: an old one as far as the sentence that says which is needed.
"use strict";
const { existsSync, readFileSync } = require("fs");
const { join } = require("path");
const { pathToFileURL } = require("url");

const folder = join(__dirname, "..");
const needed = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).engines.node.replace(">=", "");
const program = join(folder, "dist/retain.js");

/** Compares `22.3.0` with `22.19`. */
function isAtLeast(version, least) {
  const have = version.split(".").map(Number);
  const wanted = least.split(".").map(Number);
  const at = wanted.findIndex((part, place) => part !== have[place]);
  return at < 0 || have[at] > wanted[at];
}

function end(sentence) {
  process.stderr.write(`Error: ${sentence}\n`);
  process.exitCode = 1;
}

if (!isAtLeast(process.versions.node, needed)) {
  end(
    `retain needs Node ${needed} or later, and this is ${process.versions.node}: https://nodejs.org has it`,
  );
} else if (!existsSync(program)) {
  const repository = join(folder, "../..");
  end(
    existsSync(join(repository, "package-lock.json"))
      ? `retain is not built yet: run \`npm ci && npm run build\` in ${repository}`
      : `this package of retain holds no program: pack it again after \`npm run build\``,
  );
} else {
  import(pathToFileURL(program).href).catch((error) => end(error.stack));
}
