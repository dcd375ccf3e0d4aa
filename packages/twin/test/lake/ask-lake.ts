import type { LakeService } from "../../src/lake/service.ts";

interface Question {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of a service that is asked without a wire between. */
export interface LakeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Asks the account `store`. */
export async function askLake(
  { handler }: LakeService,
  method: string,
  target: string,
  { body = "", headers = {} }: Question = {},
): Promise<LakeAnswer> {
  const url = new URL(`https://127.0.0.1/store${target}`);
  const segments = url.pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent);
  const answer = await handler({ method, url, segments, headers, body: Buffer.from(body) });
  const content = answer?.body ?? "";
  const isRaw = typeof content === "string" || Buffer.isBuffer(content);
  return {
    status: answer?.status ?? 501,
    headers: answer?.headers ?? {},
    text: isRaw ? content.toString() : JSON.stringify(content),
  };
}

/** All there is in the file systems `data` and `second`: paths with etag, metadata and content. */
export async function contentOf(service: LakeService): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const filesystem of ["data", "second"]) {
    const list = await askLake(service, "GET", `/${filesystem}?resource=filesystem&recursive=true`);
    content[filesystem] = list.status;
    for (const { name, ...listed } of JSON.parse(list.text).paths ?? []) {
      const { headers, text } = await askLake(service, "GET", `/${filesystem}/${encodeURIComponent(name)}`);
      content[`${filesystem}/${name}`] = { listed, properties: headers["x-ms-properties"], text };
    }
  }
  return content;
}
