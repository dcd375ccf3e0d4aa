import { z } from "zod";
import type { Texts } from "../twin-service.ts";

/**
 * What `status.json` says of a twin, whatever its services: it lies in the state folder while the twin runs and is the
 * one contract between the twin and others. Beside these members it has one for each service (`workspaces`, `lakes`),
 * with the texts of each instance by its name.
 */
export interface BaseStatus {
  readonly version: 1;
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Absolute path of the twin's own certificate authority, PEM. */
  readonly ca: string;
  /** Absolute path of the system's roots plus `ca`, PEM. */
  readonly caBundle: string;
  /** App Service style managed identity endpoint (http) and the secret its header must carry. */
  readonly identity: { readonly endpoint: string; readonly header: string };
  /** Entra: `https://127.0.0.1:PORT` and the tenant it serves. */
  readonly authority: string;
  readonly tenant: string;
  /** Azure Resource Manager. */
  readonly arm: string;
  /** A bearer token that every service accepts. */
  readonly token: string;
  /** `http://127.0.0.1:PORT`, a proxy that serves the names of Azure; absent where it was not asked for. */
  readonly proxy?: string;
  /** By service: the words that install the package it lacks. Its instances answer 501 until that is done. */
  readonly missing: Texts;
  /** Environment variables for a child process, over whatever the machine presets. */
  readonly environment: Texts;
}

/** Reads a `status.json`; the members of services are kept as they are. */
export const statusSchema = z.looseObject({
  version: z.literal(1),
  pid: z.number().int().positive(),
  startedAt: z.string(),
  ca: z.string(),
  caBundle: z.string(),
  identity: z.object({ endpoint: z.url(), header: z.string() }),
  authority: z.string(),
  tenant: z.string(),
  arm: z.string(),
  token: z.string(),
  proxy: z.string().exactOptional(),
  // A twin from before services could lack something says nothing of it.
  missing: z.record(z.string(), z.string()).default({}),
  environment: z.record(z.string(), z.string()),
}) satisfies z.ZodType<BaseStatus>;

const instances = z.record(z.string(), z.record(z.string(), z.string()));

/** The instances of a service in a status, by name; none where a twin from before there was the service wrote it. */
export function instancesIn(status: BaseStatus, all: string): Readonly<Record<string, Texts>> {
  return instances.safeParse((status as unknown as Record<string, unknown>)[all]).data ?? {};
}
