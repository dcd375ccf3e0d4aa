import type { RunningTwin } from "../../src/start-twin.ts";
import { type Answer, ask } from "../ask.ts";

/** What a client of the REST API does, on the Databricks workspace of this name. */
export function rest(twin: RunningTwin, name = "retain-twin") {
  const { host } = twin.databricks(name);
  return {
    get: (path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> =>
      ask(twin.status, `${host}/api/${path}?${new URLSearchParams(query)}`),
    post: (path: string, body: object): Promise<Answer> =>
      ask(twin.status, `${host}/api/${path}`, { method: "POST", body }),
    send: (method: string, path: string, body: object): Promise<Answer> =>
      ask(twin.status, `${host}/api/${path}`, { method, body }),
    /** A form as Python's `requests` writes it. */
    form: (path: string, fields: Readonly<Record<string, string>>, content: string): Promise<Answer> => {
      const boundary = "----------c0ffee";
      const part = (name: string, value: string, more = "") =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
      const texts = Object.entries(fields).map(([name, value]) => part(name, value));
      return ask(twin.status, `${host}/api/${path}`, {
        method: "POST",
        headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
        body: `${texts.join("")}${part("content", content, '; filename="content"')}--${boundary}--\r\n`,
      });
    },
  };
}

export type Rest = ReturnType<typeof rest>;

/** Imports as JSON. */
export function importing({ post }: Rest, path: string, text: string, more: object = {}): Promise<Answer> {
  const content = Buffer.from(text).toString("base64");
  return post("2.0/workspace/import", { path, content, format: "AUTO", ...more });
}

/** Exports as text. */
export async function exported({ get }: Rest, path: string, format = "SOURCE"): Promise<string> {
  const { body } = await get("2.0/workspace/export", { path, format });
  return Buffer.from(body.content ?? "", "base64").toString("utf8");
}
