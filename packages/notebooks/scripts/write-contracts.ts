/** Writes the table contracts of the lake where the Python package reads them. */
import { writeFileSync } from "node:fs";
import { contractsFile, contractsText } from "../src/contracts.ts";

writeFileSync(contractsFile, contractsText());
