import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { TwinRequest, TwinResponse } from "../http.ts";
import { refusalAnswer } from "./answers.ts";
import type { LakeContext, Operation } from "./context.ts";
import { deleteBlob } from "./delete-path.ts";
import { checkParameters } from "./parameters.ts";
import { LakeRefusal } from "./refusal.ts";
import { lakeRequest } from "./request.ts";

// "Blob Batch" of the REST reference.
const mostParts = 256;

/**
 * `POST ?comp=batch`: many deletes in one request, as the SDKs' `delete_blobs` and a vacuum of deltalake send them, each
 * answered for itself. The batch as a whole is checked for a token; those of its parts are not looked at.
 */
export const deleteBatch: Operation = (context, { request, header }) => {
  const boundary = /boundary="?([^";]+)/.exec(header("content-type") ?? "")?.[1];
  if (boundary === undefined) throw new LakeRefusal("InvalidHeaderValue", "A batch needs a boundary.");
  const parts = request.body.toString("utf8").split(`--${boundary}`).slice(1, -1);
  if (parts.length === 0 || parts.length > mostParts) {
    throw new LakeRefusal("InvalidInput", `A batch has 1 to ${mostParts} parts, not ${parts.length}.`);
  }
  const mark = `batchresponse_${randomUUID()}`;
  const answers = parts.map((part) => `--${mark}\r\n${answerPart(context, request, part)}`);
  const headers = { "Content-Type": `multipart/mixed; boundary=${mark}` };
  return { status: 202, headers, body: `${answers.join("\r\n")}\r\n--${mark}--\r\n` };
};

/** A part as it is answered: what names it, a status, headers and perhaps a body, all as text. */
function answerPart(context: LakeContext, batch: TwinRequest, part: string): string {
  const [outer = "", ...rest] = part.trimStart().split("\r\n\r\n");
  const asked = requestOf(batch, rest.join("\r\n\r\n"));
  const { status, reason, headers = {}, body = "" } = answered(context, asked);
  const id = /^content-id: *(\S+)/im.exec(outer)?.[1];
  return [
    "Content-Type: application/http",
    ...(id === undefined ? [] : [`Content-ID: ${id}`]),
    "",
    `HTTP/1.1 ${status} ${reason ?? STATUS_CODES[status]}`,
    ...Object.entries({ "x-ms-request-id": randomUUID(), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    "",
    String(body),
  ].join("\r\n");
}

/** Each is tried for itself: the ones before and after it are done whatever becomes of it. */
function answered(context: LakeContext, asked: TwinRequest): TwinResponse {
  try {
    if (asked.method !== "DELETE")
      throw new LakeRefusal("InvalidInput", "The twin deletes in batches, no more.");
    const holds = (name: string) => context.store.filesystems().has(name);
    const one = lakeRequest(context.account, holds, asked);
    checkParameters(deleteBlob, one);
    return deleteBlob(context, one);
  } catch (error) {
    if (error instanceof LakeRefusal) return refusalAnswer(asked, error);
    throw error;
  }
}

/** The request that a part writes out: a line, headers, no body. */
function requestOf(batch: TwinRequest, text: string): TwinRequest {
  const [line = "", ...lines] = text.split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  const headers = lines.flatMap((one) => {
    const [, name, value = ""] = /^([^:]+): *(.*)$/.exec(one) ?? [];
    return name === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  const path = target.startsWith("/") ? target : `/${target}`;
  const full = `${batch.url.origin}${path}`;
  if (!URL.canParse(full)) throw new LakeRefusal("InvalidInput", `A part of the batch asks for ${target}.`);
  const url = new URL(full);
  const segments = url.pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decoded);
  return { method, url, segments, headers: Object.fromEntries(headers), body: Buffer.alloc(0) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
