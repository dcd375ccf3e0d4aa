import { createInterface } from "node:readline/promises";

/** Asks the person at the terminal for a text; the empty text when the input ends. Only where somebody is there. */
export async function ask(question: string, usual: string | undefined): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    const hint = usual === undefined ? "" : ` (${usual})`;
    const answer = await Promise.race([lines.question(`${question}${hint}: `).catch(() => ""), ended]);
    return answer.trim() || (usual ?? "");
  } finally {
    lines.close();
  }
}
