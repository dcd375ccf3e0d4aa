/** What the last request that wrote anything replaced: by it, a stale read shows the state before. */
export interface LastWrite {
  /** A request begins; if it writes, what the one before replaced is forgotten. */
  begin(): void;
  /** Before a value is replaced or removed. `owner` tells collections apart. */
  remember(owner: object, key: string, value: unknown): void;
  /** What this owner held before, by key; `undefined` where it held nothing. */
  of(owner: object): ReadonlyMap<string, unknown>;
}

export function lastWrite(): LastWrite {
  let written = new Map<object, Map<string, unknown>>();
  let fresh = false;
  return {
    begin() {
      fresh = true;
    },
    remember(owner, key, value) {
      if (fresh) written = new Map();
      fresh = false;
      const before = written.get(owner) ?? new Map<string, unknown>();
      written.set(owner, before);
      if (!before.has(key)) before.set(key, value);
    },
    of: (owner) => written.get(owner) ?? new Map(),
  };
}
