/**
 * Microsoft's SDKs for Node as their users start them: public endpoints, the credential of an application, nothing
 * said of a proxy, an authority or a certificate but by the environment. Prints what they found, as JSON.
 */
import { ClientSecretCredential, DefaultAzureCredential } from "@azure/identity";
import { BlobServiceClient } from "@azure/storage-blob";
import { DataLakeServiceClient } from "@azure/storage-file-datalake";
import { ArtifactsClient } from "@azure/synapse-artifacts";

const [workspace = "", account = ""] = process.argv.slice(2);
const app = new ClientSecretCredential(process.env.AZURE_TENANT_ID ?? "", "an-app", "any");

const lake = new DataLakeServiceClient(`https://${account}.dfs.core.windows.net`, app);
const files = lake.getFileSystemClient("sdk");
await files.create();
const file = files.getFileClient("a b/c.txt");
await file.upload(Buffer.from("one"));
await file.move("a b/d.txt");
const moved = (await files.getFileClient("a b/d.txt").readToBuffer()).toString();

const blobs = new BlobServiceClient(
  `https://${account}.blob.core.windows.net`,
  new DefaultAzureCredential(),
).getContainerClient("sdk");
const copy = await blobs
  .getBlobClient("copy")
  .beginCopyFromURL(blobs.getBlobClient("a b/d.txt").url)
  .then((poller) => poller.pollUntilDone());
const paths: string[] = [];
for await (const { name } of blobs.listBlobsFlat()) paths.push(name);
const missing = await blobs
  .getBlobClient("none")
  .getProperties()
  .catch((error) => error.statusCode);

const synapse = new ArtifactsClient(app, `https://${workspace}.dev.azuresynapse.net`);
const made = await synapse.pipelineOperations.beginCreateOrUpdatePipelineAndWait("Made", { activities: [] });
const names: string[] = [];
for await (const { name = "" } of synapse.pipelineOperations.listPipelinesByWorkspace()) names.push(name);

// Node's own client, which the environment tells of the proxy as well.
const endpoints = await fetch("https://management.azure.com/metadata/endpoints?api-version=2022-09-01");
const { resourceManager, authentication } = (await endpoints.json()) as {
  readonly resourceManager: string;
  readonly authentication: { readonly loginEndpoint: string };
};

process.stdout.write(
  JSON.stringify({
    moved,
    copy: copy.copyStatus,
    paths,
    missing,
    made: made.name,
    names,
    resourceManager,
    login: authentication.loginEndpoint,
  }),
);
