import { writeFileSync } from "node:fs";
import { driftJsonSchema } from "../src/drift/document.ts";
import { planJsonSchema } from "../src/plan/schema.ts";

writeFileSync(new URL("../plan.schema.json", import.meta.url), planJsonSchema());
writeFileSync(new URL("../drift.schema.json", import.meta.url), driftJsonSchema());
