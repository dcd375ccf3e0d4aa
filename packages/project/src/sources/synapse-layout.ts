import { contractOf } from "@retain/artifacts/kinds/contracts";
import { type SynapseKind, synapseKinds } from "@retain/artifacts/words/synapse-kinds";

/** Folders of Synapse's git layout that hold what no kind of ours covers. */
const otherFolders = new Set([
  "database",
  "lakedatabase",
  "linkconnection",
  "library",
  "managedvirtualnetwork",
]);

/** What a folder directly below the source is. */
export type FolderMeaning = SynapseKind | "managed-virtual-network" | "other" | undefined;

const kindFolders: ReadonlyMap<string, SynapseKind> = new Map(
  synapseKinds.flatMap((kind): readonly (readonly [string, SynapseKind])[] => {
    const { folder, resourceType } = contractOf(kind);
    const name = (folder.split("/").at(-1) ?? folder).toLowerCase();
    // Exports of other tools name the folders in the plural, or as the service names its resources.
    return [name, `${name}s`, `${name.replace(/y$/, "ies")}`, resourceType.toLowerCase()].map((text) => [
      text,
      kind,
    ]);
  }),
);

/** Names of the folders that hold artifacts, as Studio writes them. */
export const folderNames: readonly string[] = synapseKinds.map(
  (kind) => contractOf(kind).folder.split("/")[0] ?? "",
);

/** What the name of a folder directly below a source means; letters' case does not matter. */
export function folderMeaning(name: string): FolderMeaning {
  const lower = name.toLowerCase();
  if (lower === "managedvirtualnetwork" || lower === "managedvirtualnetworks")
    return "managed-virtual-network";
  return kindFolders.get(lower) ?? (otherFolders.has(lower) ? "other" : undefined);
}

/** The kind of the artifact in a JSON file at a path inside the source, or undefined when it is none of ours. */
export function kindOfFile(path: string): SynapseKind | undefined {
  const folders = path.split("/").slice(0, -1);
  const meaning = folderMeaning(folders[0] ?? "");
  if (meaning === "other") return undefined;
  if (meaning !== "managed-virtual-network") return meaning;
  // managedVirtualNetwork/default/managedPrivateEndpoint/x.json; the network itself belongs to the workspace.
  const inside = folders
    .slice(1)
    .some((folder) => kindFolders.get(folder.toLowerCase()) === "managed-private-endpoint");
  return inside ? "managed-private-endpoint" : undefined;
}
