import type { Column } from "@retain/artifacts/define-lake";
import { rawMembers, rawTransactions, rawUserLogs } from "@retain/lake/raw";

const names = (columns: readonly Column[]): readonly string[] => columns.map(({ name }) => name);

/**
 * Column names of the KKbox files, in file order, from the contracts of the raw
 * zone. Files are text: the pipeline moves them unread, the notebooks give types
 * and put aside what has none.
 */
export const columns = {
  members: names(rawMembers.properties.contract.columns),
  transactions: names(rawTransactions.properties.contract.columns),
  userLogs: names(rawUserLogs.properties.contract.columns),
} as const;
