import { z } from "zod";

/** Who may do what with an object, as it was given. */
export const accessItemSchema = z.object({
  user_name: z.string().optional(),
  group_name: z.string().optional(),
  service_principal_name: z.string().optional(),
  permission_level: z.string(),
});
export type AccessItem = z.infer<typeof accessItemSchema>;
export type AccessList = readonly AccessItem[];

/** The members that name a principal. */
export const principals = ["user_name", "group_name", "service_principal_name"] as const;

/** Whom an item is for, as text that tells kinds apart. */
export function principalOf(item: AccessItem): string {
  const kind = principals.find((name) => item[name] !== undefined);
  return kind === undefined ? "" : `${kind}:${item[kind]}`;
}
