import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import type { ServerCertificate } from "../identity/certificate-authority.ts";
import { refuse, sendAnswer } from "./send-answer.ts";
import { type Answered, httpServer, httpsServer, listenAt, type Origin, respond } from "./server.ts";

/** What answers to a name of Azure, by the name in lower case. */
export type AzureNames = ReadonlyMap<string, Answered>;

const tlsHandshake = 0x16;
const httpsPort = "443";

/**
 * Listens on 127.0.0.1 as an HTTPS proxy that serves these names itself and leads nowhere else. A client that connects
 * without `CONNECT` and names one of them while it shakes hands (curl's `--connect-to`) is served as well.
 */
export async function openAzureProxy(
  names: AzureNames,
  certificate: ServerCertificate,
  port: number,
): Promise<Origin> {
  const secured = httpsServer(certificate, (incoming, outgoing) => serve(names, incoming, outgoing));
  const plain = httpServer((incoming, outgoing) => {
    const host = incoming.headers.host ?? "";
    sendAnswer(incoming, outgoing, refuse(403, "NameNotServed", refusalOf(names, `http://${host}`)));
  });
  plain.on("connect", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    // Whoever hangs up in the middle is gone, no more.
    socket.on("error", () => socket.destroy());
    const [, name = "", asked = httpsPort] = /^(.*?)(?::(\d+))?$/.exec(incoming.url ?? "") ?? [];
    if (asked !== httpsPort || !names.has(name.toLowerCase())) {
      socket.end(refusedTunnel(refusalOf(names, incoming.url ?? "")));
      return;
    }
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    secured.emit("connection", socket);
  });
  const listening = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const isHandshake = first[0] === tlsHandshake;
      (isHandshake ? secured : plain).emit("connection", socket);
      // Encryption reads what was put back by itself.
      if (!isHandshake) socket.resume();
    });
  });
  const opened = await listenAt(listening, port);
  return { ...opened, url: `http://127.0.0.1:${opened.port}` };
}

/** Routes a request to what answers to the name it is sent to, whatever name the tunnel was asked for. */
function serve(names: AzureNames, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const host = (incoming.headers.host ?? "").toLowerCase();
  const name = host.replace(/:\d+$/, "");
  const answered = names.get(name);
  if (!answered) {
    sendAnswer(incoming, outgoing, refuse(403, "NameNotServed", refusalOf(names, host)));
    return;
  }
  const isMeant = (other: string) => other.toLowerCase().replace(/:\d+$/, "") === name;
  void respond({ base: `https://${host}`, isMeant }, answered, incoming, outgoing);
}

function refusalOf(names: AzureNames, host: string): string {
  return `The twin does not serve ${host || "a request without a host"}, only port 443 of ${[...names.keys()].join(", ")}.`;
}

function refusedTunnel(sentence: string): string {
  const body = `${sentence}\n`;
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}
