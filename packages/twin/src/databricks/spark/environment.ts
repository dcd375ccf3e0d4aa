import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const environmentSchema = z.object({
  python: z.string(),
  javaHome: z.string(),
  quick: z.record(z.string(), z.string()),
});
/** A Python with PySpark and Delta, a Java, and what Spark is told here. */
export type SparkEnvironment = z.infer<typeof environmentSchema>;

/** The environment that a folder holds, or a sentence that says what is missing for it. */
export function environmentIn(folder: string): SparkEnvironment | string {
  const file = join(folder, "environment.json");
  const make = "make it with: npm run environment";
  if (!existsSync(file)) return `Notebooks need a Python environment, and ${folder} holds none: ${make}`;
  const read = environmentSchema.safeParse(parsed(readFileSync(file, "utf8")));
  if (!read.success) return `${file} does not describe a Python environment: ${make}`;
  const missing = [read.data.python, join(read.data.javaHome, "bin", "java")].find(
    (path) => !existsSync(path),
  );
  return missing === undefined ? read.data : `Notebooks need ${missing}, which is not there: ${make}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
