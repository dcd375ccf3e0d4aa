import type { DatabricksContext } from "../context.ts";
import { jobAt } from "../jobs/routes.ts";
import { notImitated, notThere } from "../refused.ts";
import { parentOf } from "../workspace/paths.ts";
import type { WorkspaceObject } from "../workspace/tree.ts";
import type { AccessItem, AccessList } from "./access-list.ts";

/** Something that permissions are on. */
export interface Securable {
  /** `/jobs/123`. */
  readonly id: string;
  /** Singular, as answers have it: `job`. */
  readonly type: string;
  readonly levels: readonly string[];
  /** Where its own list is kept. */
  readonly key: string;
  /** Its own list where none was set. */
  readonly initial: AccessList;
  readonly inherited: readonly Inherited[];
}

/** An entry, and the object above that has it. */
interface Inherited {
  readonly item: AccessItem;
  readonly from: string;
}

const objectLevels = ["CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"];
const admins: AccessItem = { group_name: "admins", permission_level: "CAN_MANAGE" };

const workspaceTypes: Readonly<Record<string, WorkspaceObject["type"]>> = {
  directories: "DIRECTORY",
  notebooks: "NOTEBOOK",
  files: "FILE",
};
const plural = { DIRECTORY: "directories", NOTEBOOK: "notebooks", FILE: "files" } as const;

/** Finds what `permissions/{type}/{id}` names. Throws a `Refused` where it is not there. */
export function securableAt(context: DatabricksContext, type: string, id: string): Securable {
  if (type === "jobs") {
    const { creator } = jobAt(context, Number(id));
    return {
      id: `/jobs/${id}`,
      type: "job",
      levels: ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"],
      key: `jobs/${id}`,
      initial: [{ service_principal_name: creator, permission_level: "IS_OWNER" }],
      inherited: [{ item: admins, from: "/jobs/" }],
    };
  }
  if (type === "cluster-policies") {
    if (!context.policies.get(id)) throw notThere(`Can't find a cluster policy with id: ${id}.`);
    return {
      id: `/cluster-policies/${id}`,
      type: "cluster-policy",
      levels: ["CAN_USE"],
      key: `cluster-policies/${id}`,
      initial: [],
      inherited: [
        { item: { group_name: "admins", permission_level: "CAN_USE" }, from: "/cluster-policies/" },
      ],
    };
  }
  const kind = workspaceTypes[type];
  if (kind === undefined) throw notImitated(`permissions of ${type}`);
  const object = context.tree.byId(Number(id));
  if (object?.type !== kind) throw notThere(`Node ID ${id} does not exist.`);
  return ofWorkspaceObject(context, object);
}

function ofWorkspaceObject(context: DatabricksContext, object: WorkspaceObject): Securable {
  return {
    id: `/${plural[object.type]}/${object.id}`,
    type: object.type.toLowerCase(),
    levels: objectLevels,
    key: `workspace/${object.id}`,
    initial: ownList(object),
    inherited: inheritedBy(context, object),
  };
}

/** What every directory above has; admins manage the root. */
function inheritedBy({ tree, access }: DatabricksContext, { key }: WorkspaceObject): readonly Inherited[] {
  const found: Inherited[] = [];
  for (let at = key; at !== "/"; ) {
    at = parentOf(at);
    const above = tree.get(at);
    if (above === undefined) continue;
    const list = access.get(`workspace/${above.id}`) ?? ownList(above);
    found.push(...list.map((item) => ({ item, from: `/directories/${above.id}` })));
  }
  return found;
}

/** A home belongs to its user, the root to the admins, what is shared to everybody. */
function ownList({ key }: WorkspaceObject): AccessList {
  if (key === "/") return [admins];
  if (key === "/Shared") return [{ group_name: "users", permission_level: "CAN_MANAGE" }];
  const user = /^\/Users\/([^/]+)$/.exec(key)?.[1];
  return user === undefined ? [] : [{ service_principal_name: user, permission_level: "CAN_MANAGE" }];
}
