/** How the dev endpoint treats one kind. Paths: swagger 2020-12-01 and the SDKs; they match ignoring case. */
export interface KindRules {
  /** First path segment in lower case; also its folder in the state. */
  readonly path: string;
  /** Last part of `type`, and in `id`. */
  readonly resource: string;
  /** In `id`, where it is another than in `type`. */
  readonly idPath?: string;
  /** In the `id` of an operation record, where it is spelled otherwise than in that of the artifact (recorded traffic). */
  readonly recordPath?: string;
  /** In an operation record and in `{label}NotFound`. */
  readonly label: string;
  readonly access: "write" | "read";
  /** KQL scripts take neither If-Match nor If-None-Match (swagger 2021-11-01-preview). */
  readonly conditional: boolean;
  /** Triggers and credentials have no rename (swagger). */
  readonly renames: boolean;
  /** Shape of a missing artifact: recorded traffic differs by kind. */
  readonly missing: "flat" | "document" | "notebook" | "wrapped" | "private-endpoint";
  /** Names that the service takes in a path. */
  readonly names?: RegExp;
  /** Records have an etag; pools and private endpoints have none (swagger examples). */
  readonly etag: boolean;
}

// Names as swagger 2020-12-01 constrains them in a path and in a rename.
const strictName = /^[A-Za-z0-9_][^<>*#.%&:\\+?/]{0,259}$/;
// Credentials: swagger 2020-12-01.
const credentialName = /^[_A-Za-z0-9]([-_A-Za-z0-9]{0,125}[_A-Za-z0-9])?$/;

/** Names that a rename takes, for every kind (ArtifactRenameRequest, swagger 2020-12-01). */
export const renameName = strictName;

const written = {
  access: "write",
  conditional: true,
  renames: true,
  missing: "flat",
  etag: true,
} as const;
const observed = {
  ...written,
  access: "read",
  conditional: false,
  renames: false,
  missing: "wrapped",
} as const;

/** Every kind that the dev endpoint serves. */
export const kinds: readonly KindRules[] = [
  {
    ...written,
    path: "linkedservices",
    resource: "linkedservices",
    recordPath: "linkedServices",
    label: "LinkedService",
    names: strictName,
  },
  { ...written, path: "datasets", resource: "datasets", label: "Dataset", names: strictName },
  { ...written, path: "pipelines", resource: "pipelines", label: "Pipeline", names: strictName },
  {
    ...written,
    path: "triggers",
    resource: "triggers",
    label: "Trigger",
    renames: false,
    names: strictName,
  },
  { ...written, path: "dataflows", resource: "dataflows", label: "DataFlow", names: strictName },
  { ...written, path: "notebooks", resource: "notebooks", label: "Notebook", missing: "notebook" },
  {
    ...written,
    path: "sqlscripts",
    resource: "sqlscripts",
    recordPath: "sqlScripts",
    label: "SqlScript",
    missing: "document",
  },
  {
    ...written,
    path: "sparkjobdefinitions",
    resource: "sparkjobdefinitions",
    recordPath: "sparkJobDefinitions",
    label: "SparkJobDefinition",
  },
  {
    ...written,
    path: "kqlscripts",
    resource: "kqlscripts",
    label: "KqlScript",
    conditional: false,
  },
  {
    ...written,
    path: "sparkconfigurations",
    resource: "sparkconfigurations",
    label: "SparkConfiguration",
  },
  {
    ...written,
    path: "credentials",
    resource: "credentials",
    label: "Credential",
    renames: false,
    names: credentialName,
  },
  {
    ...observed,
    path: "integrationruntimes",
    resource: "integrationruntimes",
    label: "IntegrationRuntime",
  },
  // Examples of the swagger, of the service's early days, say sparkComputes.
  { ...observed, path: "bigdatapools", resource: "bigDataPools", label: "BigDataPool", etag: false },
  { ...observed, path: "sqlpools", resource: "sqlPools", label: "SqlPool", etag: false },
  { ...observed, path: "libraries", resource: "libraries", label: "LibraryArtifact", missing: "flat" },
  {
    ...observed,
    path: "linkconnections",
    resource: "linkconnections",
    label: "LinkConnection",
    missing: "document",
  },
  {
    ...observed,
    path: "managedprivateendpoints",
    resource: "managedVirtualNetworks/managedPrivateEndpoints",
    idPath: "managedVirtualNetworks/default/managedPrivateEndpoints",
    label: "ManagedPrivateEndpoint",
    missing: "private-endpoint",
    etag: false,
  },
];

const byPath = new Map(kinds.map((rule) => [rule.path, rule]));

/** The rules of the kind at a path segment, ignoring case. */
export function kindAt(segment: string | undefined): KindRules | undefined {
  return segment === undefined ? undefined : byPath.get(segment.toLowerCase());
}
