/** Literals are stepped over: two dashes in one begin no comment. A quote in a literal parts it in two. */
const literalOrComment = /'[^']*'|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** SQL whose comments are blanked, so that every place stays where it was. */
export function withoutComments(sql: string): string {
  return sql.replace(literalOrComment, (part) =>
    part.startsWith("'") ? part : part.replace(/[^\r\n]/g, " "),
  );
}
