/**
 * Edits one dataset the way anybody could: through Microsoft's SDK, past the
 * repository. Usage: edit-dataset.ts ENDPOINT NAME DELIMITER, with the twin's
 * environment variables set.
 */
import { DefaultAzureCredential } from "@azure/identity";
import { ArtifactsClient } from "@azure/synapse-artifacts";

const [endpoint, name, delimiter] = process.argv.slice(2);
if (!endpoint || !name || !delimiter) throw new Error("usage: edit-dataset.ts ENDPOINT NAME DELIMITER");

const client = new ArtifactsClient(new DefaultAzureCredential(), endpoint);
const dataset = await client.datasetOperations.getDataset(name);
if (dataset.properties.type !== "DelimitedText") throw new Error(`${name} is no delimited text`);
dataset.properties.columnDelimiter = delimiter;
await client.datasetOperations.beginCreateOrUpdateDatasetAndWait(name, dataset);
process.stdout.write(`${name}: columnDelimiter is now ${JSON.stringify(delimiter)}\n`);
