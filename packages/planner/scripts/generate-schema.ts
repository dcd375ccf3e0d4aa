import { writeFileSync } from "node:fs";
import { planJsonSchema } from "../src/plan-document.ts";

writeFileSync(new URL("../plan.schema.json", import.meta.url), planJsonSchema());
