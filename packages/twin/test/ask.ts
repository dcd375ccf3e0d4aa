import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { TwinStatus } from "../src/start-twin.ts";

/** What a test reads of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many services, asserted field by field
  readonly body: any;
}

interface Question {
  readonly method?: string;
  /** Absent: the twin's own; `null`: none. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Asks over HTTPS, trusting nothing but the twin's own authority. */
export function ask(status: TwinStatus, url: string, question: Question = {}): Promise<Answer> {
  const { method = "GET", token = status.token, body, headers = {} } = question;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const options = {
    method,
    ca: readFileSync(status.ca),
    agent: false,
    headers: { ...authorization, ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed(text) });
      });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
