/** Languages of notebooks, as the API names them. */
export const languages = ["PYTHON", "SQL", "SCALA", "R"] as const;
export type Language = (typeof languages)[number];

/** How source files of a language are written. */
interface Writing {
  readonly extension: string;
  /** What begins a comment. */
  readonly comment: string;
}

const writings: Readonly<Record<Language, Writing>> = {
  PYTHON: { extension: ".py", comment: "#" },
  SQL: { extension: ".sql", comment: "--" },
  SCALA: { extension: ".scala", comment: "//" },
  R: { extension: ".r", comment: "#" },
};

/** How source files of a language are written. */
export function writingOf(language: Language): Writing {
  return writings[language];
}

/** The first line of a notebook in the source format. */
export function headerOf(language: Language): string {
  return `${writings[language].comment} Databricks notebook source`;
}

/** The language that a file's extension tells, in any case. */
export function languageAt(path: string): Language | undefined {
  const lower = path.toLowerCase();
  return languages.find((language) => lower.endsWith(writings[language].extension));
}
