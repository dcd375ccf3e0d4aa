import type { PathAccessControlItem } from "@azure/storage-file-datalake";
import { isObject, type Json, type JsonObject, member, textAt } from "@retain/artifacts/words/json";

/** What the owner, the owning group and all others may do with a new directory. */
const usualPermissions = "rwxr-x---";

/**
 * The whole access control list of a directory, as it is sent. The entries every list has and the masks are written
 * out: what the service would make of their absence, it need not be asked.
 */
export function accessList(properties: Json | undefined): PathAccessControlItem[] {
  const permissions = textAt(properties, "permissions") ?? usualPermissions;
  const base = (defaultScope: boolean): PathAccessControlItem[] =>
    (["user", "group", "other"] as const).map((type, index) => ({
      accessControlType: type,
      entityId: "",
      defaultScope,
      permissions: rightsOf(permissions.slice(index * 3, index * 3 + 3)),
    }));
  const acl = member(properties, "acl");
  const named = (Array.isArray(acl) ? acl : []).map((entry: Json): PathAccessControlItem => {
    const type = textAt(entry, "type");
    return {
      accessControlType: type === "group" || type === "mask" || type === "other" ? type : "user",
      entityId: textAt(entry, "id") ?? "",
      defaultScope: member(entry, "default") === true || member(entry, "default") === "true",
      permissions: rightsOf(textAt(entry, "permissions") ?? ""),
    };
  });
  return [false, true].flatMap((scope) => {
    const entries = named.filter(({ defaultScope }) => defaultScope === scope);
    if (entries.length === 0) return scope ? [] : base(scope);
    const list = [...base(scope), ...entries];
    return [...list, maskOf(list, scope)];
  });
}

/**
 * What a list says beyond the entries every list has, in the form of a body. Masks that cover all that the entries
 * grant are left out, and so are default entries that repeat those of the directory itself.
 */
export function accessOf(list: readonly PathAccessControlItem[]): JsonObject {
  const own = list.filter(({ defaultScope }) => !defaultScope);
  const inherited = list.filter(({ defaultScope }) => defaultScope);
  const permissions = (["user", "group", "other"] as const)
    .map((type) => rightsText(own.find((item) => isBase(item) && item.accessControlType === type)))
    .join("");
  const telling = (scope: readonly PathAccessControlItem[]) =>
    scope.filter((item) => {
      if (item.accessControlType === "mask") return rightsText(item) !== rightsText(maskOf(scope, false));
      if (!isBase(item)) return true;
      const counterpart = own.find((other) => isBase(other) && sameWho(other, item));
      return rightsText(counterpart) !== rightsText(item);
    });
  const acl = [...telling(own), ...telling(inherited)].map((item) => ({
    type: item.accessControlType,
    id: item.entityId,
    permissions: rightsText(item),
    ...(item.defaultScope ? { default: true } : {}),
  }));
  return { permissions, ...(acl.length === 0 ? {} : { acl }) };
}

/** The union of what a mask covers: everything but the owner and all others. */
function maskOf(list: readonly PathAccessControlItem[], defaultScope: boolean): PathAccessControlItem {
  const covered = list.filter(
    ({ accessControlType: type, entityId }) => type === "group" || (type === "user" && entityId !== ""),
  );
  const may = (right: "read" | "write" | "execute") => covered.some((item) => item.permissions[right]);
  const permissions = { read: may("read"), write: may("write"), execute: may("execute") };
  return { accessControlType: "mask", entityId: "", defaultScope, permissions };
}

/** An entry that names nobody: the owner, the owning group or all others. */
function isBase({ accessControlType, entityId }: PathAccessControlItem): boolean {
  return entityId === "" && accessControlType !== "mask";
}

function sameWho(a: PathAccessControlItem, b: PathAccessControlItem): boolean {
  return a.accessControlType === b.accessControlType && a.entityId === b.entityId;
}

function rightsOf(text: string): PathAccessControlItem["permissions"] {
  return { read: text.includes("r"), write: text.includes("w"), execute: text.includes("x") };
}

function rightsText(item: PathAccessControlItem | undefined): string {
  const { read = false, write = false, execute = false } = item?.permissions ?? {};
  return `${read ? "r" : "-"}${write ? "w" : "-"}${execute ? "x" : "-"}`;
}

/** The members of `properties` that do not describe access. */
export function withoutAccess(properties: Json | undefined): JsonObject {
  const members = isObject(properties) ? properties : {};
  return Object.fromEntries(
    Object.entries(members).filter(([name]) => name !== "permissions" && name !== "acl"),
  );
}
