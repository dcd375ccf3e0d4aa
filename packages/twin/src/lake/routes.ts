import { appendData, flushData } from "./append-data.ts";
import { getBlockList, putBlob, putBlock, putBlockList } from "./blob-writes.ts";
import { setAccessControl, setAccessControlRecursive } from "./change-access-control.ts";
import type { Operation } from "./context.ts";
import { copyBlob } from "./copy-blob.ts";
import { createPath } from "./create-path.ts";
import { deleteBatch } from "./delete-batch.ts";
import { deleteBlob, deletePath } from "./delete-path.ts";
import {
  createFilesystem,
  deleteFilesystem,
  filesystemProperties,
  setFilesystemMetadata,
} from "./filesystems.ts";
import { leaseFilesystem, leasePath } from "./lease-requests.ts";
import { listBlobs } from "./list-blobs.ts";
import { listContainers, listFilesystems } from "./list-filesystems.ts";
import { listPaths } from "./list-paths.ts";
import { setHttpHeaders, setMetadata, setProperties } from "./path-properties.ts";
import { getAccessControl, pathProperties, readPath } from "./read-path.ts";
import { renamePath } from "./rename-path.ts";
import { type LakeRequest, surfaceOf } from "./request.ts";

type Routes = { readonly [verb: string]: Operation | undefined };

/** The operation that a verb and a query name; `undefined` when the twin does not know it. */
export function operationOf(request: LakeRequest): Operation | undefined {
  const { place, method } = request;
  if (place.filesystem === "") return accountRoute(request);
  if (place.path === "" && !meansRoot(request)) return filesystemRoute(request);
  const comp = request.query("comp");
  const action = request.query("action");
  if (comp !== undefined) return byComp[`${method} ${comp}`];
  if (method === "PUT") return putRoute(request);
  if (method === "DELETE") return surfaceOf(request.request) === "dfs" ? deletePath : deleteBlob;
  return action === undefined ? plain[method] : byAction[`${method} ${action}`];
}

const plain: Routes = { GET: readPath, HEAD: pathProperties };

const byAction: Routes = {
  "HEAD getAccessControl": getAccessControl,
  "HEAD getStatus": pathProperties,
  "PATCH append": appendData,
  "PATCH flush": flushData,
  "PATCH setProperties": setProperties,
  "PATCH setAccessControl": setAccessControl,
  "PATCH setAccessControlRecursive": setAccessControlRecursive,
};

const byComp: Routes = {
  "GET blocklist": getBlockList,
  "PUT block": putBlock,
  "PUT blocklist": putBlockList,
  "PUT lease": leasePath,
  "PUT metadata": setMetadata,
  "PUT properties": setHttpHeaders,
};

/** Making, renaming, copying and uploading are all `PUT`. Other kinds of blobs are not known. */
function putRoute(request: LakeRequest): Operation | undefined {
  if (request.header("x-ms-rename-source")) return renamePath;
  if (request.query("resource")) return createPath;
  const type = request.header("x-ms-blob-type");
  // With both it is Put Blob From URL, which is not known.
  if (request.header("x-ms-copy-source")) return type === undefined ? copyBlob : undefined;
  return type === "BlockBlob" ? putBlob : undefined;
}

/** `/{filesystem}` names the file system, or, asked for rights, its root directory. */
function meansRoot(request: LakeRequest): boolean {
  const action = request.query("action") ?? "";
  return /^(get|set)AccessControl(Recursive)?$|^getStatus$/.test(action);
}

const containers: Routes = {
  PUT: createFilesystem,
  DELETE: deleteFilesystem,
  GET: filesystemProperties,
  HEAD: filesystemProperties,
  "GET list": listBlobs,
  "POST batch": deleteBatch,
  "PUT lease": leaseFilesystem,
  "PUT metadata": setFilesystemMetadata,
};

const filesystems: Routes = {
  PUT: createFilesystem,
  DELETE: deleteFilesystem,
  HEAD: filesystemProperties,
  GET: listPaths,
  PATCH: setFilesystemMetadata,
};

function filesystemRoute(request: LakeRequest): Operation | undefined {
  const comp = request.query("comp");
  if (request.query("restype") === "container") {
    return containers[comp === undefined ? request.method : `${request.method} ${comp}`];
  }
  if (request.query("resource") === "filesystem") return filesystems[request.method];
  // Blob clients look at the root as at any path.
  return request.method === "HEAD" && comp === undefined ? pathProperties : undefined;
}

function accountRoute(request: LakeRequest): Operation | undefined {
  const comp = request.query("comp");
  if (request.method === "POST") return comp === "batch" ? deleteBatch : undefined;
  if (request.method !== "GET") return undefined;
  if (comp === "list") return listContainers;
  if (request.query("restype") === "account" && comp === "properties") return accountInformation;
  return request.query("resource") === "account" ? listFilesystems : undefined;
}

const accountInformation: Operation = () => ({
  status: 200,
  headers: {
    "x-ms-sku-name": "Standard_LRS",
    "x-ms-account-kind": "StorageV2",
    "x-ms-is-hns-enabled": "true",
  },
});
