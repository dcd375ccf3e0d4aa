#!/usr/bin/env node
import { runCommandLine } from "./host/run-command-line.ts";

process.exit(await runCommandLine(process.argv.slice(2)));
