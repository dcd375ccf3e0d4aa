const longest = 80;

/** A name as a message shows it: a damaged file may hold a whole document where a name belongs. */
export function shortName(name: string): string {
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}
