import { endpointOf } from "./azure-names.ts";
import type { LakeContext, Operation } from "./context.ts";
import { quoted } from "./entry.ts";
import { included, ofContainers } from "./included.ts";
import { leaseHeaders } from "./lease.ts";
import { pageSizeOf, pathOfToken, takePage } from "./paging.ts";
import type { LakeRequest } from "./request.ts";
import { element, parent, xmlDocument } from "./xml.ts";

/** `GET /?comp=list` of the blob endpoint: XML. */
export const listContainers: Operation = (context, request) => {
  const { items, next } = selected(
    context,
    request,
    "marker",
    pageSizeOf(context, request.query("maxresults")),
  );
  const added = included(request, ofContainers);
  const containers = items.map(([name, properties]) => {
    const lease = leaseHeaders(properties.lease, context.now());
    const facts = [
      element("Last-Modified", new Date(properties.modified).toUTCString()),
      element("Etag", quoted(properties.etag)),
      element("LeaseStatus", lease["x-ms-lease-status"]),
      element("LeaseState", lease["x-ms-lease-state"]),
      ...(lease["x-ms-lease-duration"] ? [element("LeaseDuration", lease["x-ms-lease-duration"])] : []),
      element("HasImmutabilityPolicy", "false"),
      element("HasLegalHold", "false"),
    ];
    const metadata = Object.entries(properties.metadata).map(([key, value]) => element(key, value));
    return parent(
      "Container",
      [
        element("Name", name),
        parent("Properties", facts.join("")),
        added.has("metadata") ? parent("Metadata", metadata.join("")) : "",
      ].join(""),
    );
  });
  const body = [
    element("Prefix", request.query("prefix")),
    parent("Containers", containers.join("")),
    element("NextMarker", next),
  ];
  const attributes = { ServiceEndpoint: `${endpointOf(request.request, context.account)}/` };
  return {
    status: 200,
    headers: { "Content-Type": "application/xml" },
    body: xmlDocument(parent("EnumerationResults", body.join(""), attributes)),
  };
};

/** `GET /?resource=account` of the Data Lake endpoint: JSON. */
export const listFilesystems: Operation = (context, request) => {
  const { items, next } = selected(
    context,
    request,
    "continuation",
    pageSizeOf(context, request.query("maxResults")),
  );
  const filesystems = items.map(([name, { etag, modified }]) => ({
    name,
    eTag: quoted(etag),
    lastModified: new Date(modified).toUTCString(),
  }));
  return {
    status: 200,
    headers: next === undefined ? {} : { "x-ms-continuation": next },
    body: { filesystems },
  };
};

function selected(context: LakeContext, request: LakeRequest, parameter: string, size: number) {
  const prefix = request.query("prefix") ?? "";
  const after = pathOfToken(request.query(parameter));
  const all = [...context.store.filesystems()]
    .filter(([name]) => name.startsWith(prefix) && (after === undefined || name > after))
    .map(([name, { properties }]) => [name, properties] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return takePage(all, size, ([name]) => name);
}
