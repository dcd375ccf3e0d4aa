import type { ServerCertificate } from "../identity/certificate-authority.ts";
import { type Answering, type Origin, openOrigin } from "./server.ts";
import { readPorts, writePorts } from "./state-folder.ts";
import { TwinError } from "./twin-error.ts";

/** Ports asked for; 0 or absent leaves the choice to the twin. */
export interface TwinPorts {
  readonly identity?: number;
  readonly authority?: number;
  readonly arm?: number;
  /** By workspace name. */
  readonly workspaces?: { readonly [name: string]: number };
  /** By account name. */
  readonly lakes?: { readonly [name: string]: number };
  /** By the name of the vault. */
  readonly vaults?: { readonly [name: string]: number };
}

type Service = "identity" | "authority" | "arm";

/** Opens origins on the ports asked for, else on those of the last start, else on free ones. */
export interface PortBook {
  open(service: Service, answer: Answering, certificate?: ServerCertificate): Promise<Origin>;
  openWorkspace(name: string, answer: Answering, certificate: ServerCertificate): Promise<Origin>;
  /** A storage account takes larger bodies than others. */
  openLake(name: string, answer: Answering, certificate: ServerCertificate): Promise<Origin>;
  openVault(name: string, answer: Answering, certificate: ServerCertificate): Promise<Origin>;
  /** Keeps what was opened for the next start. */
  keep(): void;
}

// SDKs send up to 256 MB in one request.
const largestUpload = 512 * 1024 * 1024;

/** Each origin it opens leaves what closes it in `undo`. */
export function openPorts(folder: string, wanted: TwinPorts, undo: (() => void | Promise<void>)[]): PortBook {
  const kept = readPorts(folder);
  const services: { [S in Service]?: number } = {};
  // A workspace that is not served this time keeps its port for the next.
  const workspaces: Record<string, number> = { ...kept.workspaces };
  const lakes: Record<string, number> = { ...kept.lakes };
  const vaults: Record<string, number> = { ...kept.vaults };

  const listen = async (
    what: string,
    asked: number | undefined,
    last: number | undefined,
    answer: Answering,
    certificate: ServerCertificate | undefined,
    limits: { readonly largestBody?: number } = {},
  ): Promise<Origin> => {
    const options = { ...limits, answer, ...(certificate ? { certificate } : {}) };
    const origin = await openOrigin({ ...options, port: asked || last || 0 }).catch((error: unknown) => {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (!["EADDRINUSE", "EACCES", "ERR_SOCKET_BAD_PORT"].includes(code)) throw error;
      if (asked) throw portRefused(what, asked, code);
      return openOrigin(options);
    });
    undo.push(origin.close);
    return origin;
  };

  return {
    async open(service, answer, certificate) {
      const origin = await listen(service, wanted[service], kept[service], answer, certificate);
      services[service] = origin.port;
      return origin;
    },
    async openWorkspace(name, answer, certificate) {
      const asked = wanted.workspaces?.[name];
      const origin = await listen(`workspace ${name}`, asked, kept.workspaces[name], answer, certificate);
      workspaces[name] = origin.port;
      return origin;
    },
    async openLake(name, answer, certificate) {
      const asked = wanted.lakes?.[name];
      const limits = { largestBody: largestUpload };
      const origin = await listen(`lake ${name}`, asked, kept.lakes?.[name], answer, certificate, limits);
      lakes[name] = origin.port;
      return origin;
    },
    async openVault(name, answer, certificate) {
      const asked = wanted.vaults?.[name];
      const origin = await listen(`key vault ${name}`, asked, kept.vaults?.[name], answer, certificate);
      vaults[name] = origin.port;
      return origin;
    },
    keep: () => writePorts(folder, { ...services, workspaces, lakes, vaults }),
  };
}

function portRefused(what: string, port: number, code: string): TwinError {
  const why = code === "EADDRINUSE" ? "is taken by another program" : "may not be used";
  return new TwinError(`port ${port} for ${what} ${why}`, "ask for another port, or none to get a free one");
}
