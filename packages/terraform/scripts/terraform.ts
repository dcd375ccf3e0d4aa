/**
 * Runs terraform in a folder with providers served from facts: `npm run terraform -w packages/terraform -- FOLDER
 * WORDS…`, the folder relative to terraform/. Nothing is asked of a registry or of Azure.
 */
import { join } from "node:path";
import { terraformFolder } from "../src/hcl-files.ts";
import { openTerraform } from "../src/serve/run-terraform.ts";

const [folder = "platform", ...words] = process.argv.slice(2);
const terraform = await openTerraform();
try {
  const at = join(terraformFolder, folder);
  const ready = await terraform.run(at, ["init", "-backend=false", "-input=false", "-no-color"]);
  const ran = ready.code === 0 ? await terraform.run(at, words) : ready;
  process.stdout.write(ran.said);
  process.exitCode = ran.code;
} finally {
  terraform.close();
}
