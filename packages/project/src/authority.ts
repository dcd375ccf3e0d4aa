import type { Problems } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "./environment.ts";
import { readPlain } from "./read-plain.ts";
import { shownPath } from "./shown-path.ts";
import { readFailure } from "./text-file.ts";

/** The certificate authorities that an environment names, as PEM text; nothing where it names none, or why they cannot be read. */
export async function readAuthority(
  { document, ca }: Environment,
  root: string,
): Promise<{ readonly ca?: string } | Problems> {
  if (ca === undefined) return {};
  try {
    return { ca: (await readPlain(ca.file)).toString("utf8") };
  } catch (error) {
    return {
      problems: [
        {
          severity: "error",
          code: "certificate-unreadable",
          message: `the certificate file '${shownPath(root, ca.file)}' cannot be read: ${readFailure(error)}`,
          at: document.locate(ca.at),
          advice: "give the path of a PEM file, relative to the folder of retain.yaml",
        },
      ],
    };
  }
}
