/** Rights on a scope, the weakest first. */
export const rights = ["READ", "WRITE", "MANAGE"] as const;
type Right = (typeof rights)[number];

/** A scope of secrets as it is kept. */
export interface Scope {
  readonly name: string;
  /** The vault that holds its secrets; absent where the workspace does. */
  readonly vault?: { readonly resource_id: string; readonly dns_name: string };
  /** Rights by principal. */
  readonly acls: Readonly<Record<string, Right>>;
  /** Secrets by their keys: base64, and when they were written, milliseconds since the epoch. */
  readonly secrets: Readonly<Record<string, { readonly value: string; readonly at: number }>>;
}
