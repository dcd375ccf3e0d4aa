/** Names in a message: not more than can be read, and how many more there are. */
export function listed(names: readonly string[], most = 8): string {
  if (names.length === 0) return "none";
  const rest = names.length - most;
  return `${names.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest.toLocaleString("en")} more` : ""}`;
}
