import { LakeRefusal } from "./refusal.ts";

/** One entry of an access control list. */
interface Ace {
  readonly isDefault: boolean;
  readonly type: "user" | "group" | "mask" | "other";
  /** Empty: the owner, the owning group, or none. */
  readonly id: string;
  /** As `rwx` with dashes. */
  readonly rights: string;
}

const rightsPattern = /^[r-][w-][x-]$/;
const types = ["user", "group", "mask", "other"] as const;

/** How a recursive change treats the entries it is given. */
export type AclMode = "set" | "modify" | "remove";

/** Checks and orders a whole list as a client sends it. Throws a `LakeRefusal`. */
export function normaliseAcl(text: string, isDirectory: boolean): string {
  const entries = parse(text, "whole");
  if (!isDirectory && entries.some((entry) => entry.isDefault)) {
    throw new LakeRefusal("InvalidInput", "A file has no default entries.");
  }
  return write(entries);
}

/** `acl` after a recursive change; a file takes no notice of default entries. */
export function changeAcl(acl: string, mode: AclMode, text: string, isDirectory: boolean): string {
  const given = parse(text, mode === "remove" ? "names" : "whole").filter(
    (entry) => isDirectory || !entry.isDefault,
  );
  if (mode === "set") return write(given);
  const touched = new Set(given.map(keyOf));
  const untouched = parse(acl, "whole").filter((entry) => !touched.has(keyOf(entry)));
  const kept = untouched.filter(
    // The mask follows the entries unless it is said.
    (entry) => entry.type !== "mask" || !given.some((other) => other.isDefault === entry.isDefault),
  );
  return write(mode === "modify" ? [...kept, ...given] : kept);
}

/** The permissions of `acl` as a listing shows them, `+` behind when there is more to the list. */
export function permissionsOf(acl: string, sticky: boolean): string {
  const entries = parse(acl, "whole");
  const access = entries.filter((entry) => !entry.isDefault);
  const of = (type: Ace["type"]) => access.find((entry) => entry.type === type && entry.id === "")?.rights;
  const text = `${of("user")}${of("mask") ?? of("group")}${of("other")}`;
  const last = text.endsWith("x") ? "t" : "T";
  return `${sticky ? text.slice(0, 8) + last : text}${entries.length > 3 ? "+" : ""}`;
}

/** `acl` with other permissions; where there is a mask they move it and not the owning group (POSIX `chmod`). */
export function withPermissions(acl: string, { rights }: Permissions): string {
  const entries = parse(acl, "whole");
  const hasMask = entries.some((entry) => !entry.isDefault && entry.type === "mask");
  const turn = (entry: Ace): string => {
    if (entry.isDefault || entry.id !== "") return entry.rights;
    if (entry.type === "user") return rights.slice(0, 3);
    if (entry.type === "other") return rights.slice(6);
    return entry.type === (hasMask ? "mask" : "group") ? rights.slice(3, 6) : entry.rights;
  };
  return write(entries.map((entry) => ({ ...entry, rights: turn(entry) })));
}

/** Permissions as `rwxr-x---`, and the sticky bit. */
export interface Permissions {
  readonly rights: string;
  readonly sticky: boolean;
}

/** Reads octal (`0750`) or symbolic (`rwxr-x--t`) permissions. Throws a `LakeRefusal`. */
export function readPermissions(text: string): Permissions {
  if (/^[01]?[0-7]{3}$/.test(text)) {
    const digits = text.slice(-3);
    const rights = [...digits].map((digit) => rightsOf(Number(digit))).join("");
    return { rights, sticky: text.length === 4 && text.startsWith("1") };
  }
  if (!/^([r-][w-][x-]){2}[r-][w-][x\-tT]$/.test(text)) throw new LakeRefusal("InvalidInput", "Permissions.");
  const last = text.slice(8);
  const execute = last === "t" ? "x" : last === "T" ? "-" : last;
  return { rights: text.slice(0, 8) + execute, sticky: last.toLowerCase() === "t" };
}

/** What a new entry is created with. */
export interface CreateWish {
  readonly isDirectory: boolean;
  readonly permissions?: Permissions | undefined;
  /** Octal; 0027 when absent. */
  readonly umask?: string | undefined;
  /** Of the directory it comes into. */
  readonly parentAcl: string;
}

/**
 * The list of a new entry. Default entries of the parent are inherited and the umask is then ignored;
 * without any, it is the permissions asked for (0777 or 0666) less the umask (Path - Create reference).
 */
export function createdAcl({ isDirectory, permissions, umask = "0027", parentAcl }: CreateWish): string {
  if (!/^0?[0-7]{3}$/.test(umask)) throw new LakeRefusal("InvalidInput", "x-ms-umask is octal.");
  const wanted = permissions?.rights ?? (isDirectory ? "rwxrwxrwx" : "rw-rw-rw-");
  const inherited = parse(parentAcl, "whole").filter((entry) => entry.isDefault);
  if (inherited.length === 0) {
    const masked = [...umask.slice(-3)].map((digit, index) =>
      both(wanted.slice(index * 3, index * 3 + 3), rightsOf(7 & ~Number(digit))),
    );
    return write(
      masked.map((rights, index) => base(["user", "group", "other"][index] as Ace["type"], rights)),
    );
  }
  const hasMask = inherited.some((entry) => entry.type === "mask");
  const access = inherited.map((entry) => {
    const own = { ...entry, isDefault: false };
    if (entry.id !== "") return own;
    if (entry.type === "user") return { ...own, rights: both(entry.rights, wanted.slice(0, 3)) };
    if (entry.type === "other") return { ...own, rights: both(entry.rights, wanted.slice(6)) };
    if (entry.type === (hasMask ? "mask" : "group"))
      return { ...own, rights: both(entry.rights, wanted.slice(3, 6)) };
    return own;
  });
  return write(isDirectory ? [...access, ...inherited] : access);
}

function parse(text: string, form: "whole" | "names"): Ace[] {
  const seen = new Set<string>();
  return text.split(",").map((part) => {
    const fields = part.trim().split(":");
    const isDefault = fields[0] === "default";
    const [type = "", id = "", rights = "---", ...rest] = isDefault ? fields.slice(1) : fields;
    const entry = { isDefault, type: type as Ace["type"], id, rights };
    const hasName = type === "user" || type === "group" || id === "";
    const isKnown = types.includes(entry.type) && hasName && rest.length === 0;
    if (!isKnown || !rightsPattern.test(rights) || seen.has(keyOf(entry))) throw badEntry(part);
    if (form === "whole" && fields.length - (isDefault ? 1 : 0) !== 3) throw badEntry(part);
    // The three entries that every list has cannot be taken away.
    if (form === "names" && id === "" && type !== "mask") throw badEntry(part);
    seen.add(keyOf(entry));
    return entry;
  });
}

function badEntry(part: string): LakeRefusal {
  return new LakeRefusal("InvalidInput", `The access control entry "${part}" is invalid.`);
}

function write(entries: readonly Ace[]): string {
  const access = entries.filter((entry) => !entry.isDefault);
  const byDefault = entries.filter((entry) => entry.isDefault);
  return [...complete(access), ...(byDefault.length === 0 ? [] : complete(withBase(byDefault, access)))]
    .sort((left, right) => rank(left) - rank(right) || (left.id < right.id ? -1 : 1))
    .map(({ isDefault, type, id, rights }) => `${isDefault ? "default:" : ""}${type}:${id}:${rights}`)
    .join(",");
}

/** Default entries that name only somebody take the base entries from the list itself (POSIX `setfacl`). */
function withBase(scope: readonly Ace[], access: readonly Ace[]): Ace[] {
  const keys = new Set(scope.map(keyOf));
  const copied = access
    .filter((entry) => entry.id === "" && entry.type !== "mask")
    .map((entry) => ({ ...entry, isDefault: true }));
  return [...scope, ...copied.filter((entry) => !keys.has(keyOf(entry)))];
}

/** A list needs its three base entries, and a mask as soon as it names anyone: the union of what it covers. */
function complete(scope: readonly Ace[]): Ace[] {
  for (const type of ["user", "group", "other"]) {
    if (!scope.some((entry) => entry.type === type && entry.id === "")) {
      throw new LakeRefusal("InvalidInput", `The access control list has no entry for the ${type}.`);
    }
  }
  const covered = scope.filter((entry) => entry.id !== "" || entry.type === "group");
  const isNamed = covered.some((entry) => entry.id !== "");
  if (!isNamed || scope.some((entry) => entry.type === "mask")) return [...scope];
  const rights = covered.reduce((sum, entry) => either(sum, entry.rights), "---");
  return [...scope, { isDefault: covered[0]?.isDefault ?? false, type: "mask", id: "", rights }];
}

function rank({ isDefault, type, id }: Ace): number {
  return (isDefault ? 10 : 0) + types.indexOf(type) * 2 + (id === "" ? 0 : 1);
}

function keyOf({ isDefault, type, id }: Pick<Ace, "isDefault" | "type" | "id">): string {
  return `${isDefault}:${type}:${id.toLowerCase()}`;
}

function base(type: Ace["type"], rights: string): Ace {
  return { isDefault: false, type, id: "", rights };
}

function rightsOf(bits: number): string {
  return `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${bits & 1 ? "x" : "-"}`;
}

function both(left: string, right: string): string {
  return [...left].map((right_, index) => (right[index] === right_ ? right_ : "-")).join("");
}

function either(left: string, right: string): string {
  return [...left].map((bit, index) => (bit === "-" ? (right[index] ?? "-") : bit)).join("");
}
