import type { Origin } from "./server.ts";
import { readPorts, writePorts } from "./state-folder.ts";
import { TwinError } from "./twin-error.ts";
import type { TwinPortsOf } from "./twin-of.ts";

/** An origin of the host itself, or the instance of a service. */
type Listener =
  | { readonly part: "identity" | "authority" | "arm" | "proxy" }
  | { readonly all: string; readonly title: string; readonly name: string };

/** Opens origins on the ports asked for, else on those of the last start, else on free ones. */
export interface PortBook {
  open(listener: Listener, openAt: (port: number) => Promise<Origin>): Promise<Origin>;
  /** Keeps what was opened for the next start. */
  keep(): void;
}

/** Each origin it opens leaves what closes it in `undo`. */
export function openPorts(
  folder: string,
  wanted: TwinPortsOf,
  undo: (() => void | Promise<void>)[],
): PortBook {
  // An instance that is not served this time keeps its port for the next.
  const kept = readPorts(folder);
  return {
    async open(listener, openAt) {
      const [what, asked] =
        "part" in listener
          ? [listener.part, wanted[listener.part]]
          : [`${listener.title} ${listener.name}`, wanted[listener.all]?.[listener.name]];
      const last =
        "part" in listener ? kept.parts[listener.part] : kept.instances[listener.all]?.[listener.name];
      const origin = await openAt(asked || last || 0).catch((error: unknown) => {
        const code = (error as NodeJS.ErrnoException).code ?? "";
        if (!["EADDRINUSE", "EACCES", "ERR_SOCKET_BAD_PORT"].includes(code)) throw error;
        if (asked) throw portRefused(what, asked, code);
        return openAt(0);
      });
      undo.push(origin.close);
      if ("part" in listener) kept.parts[listener.part] = origin.port;
      else kept.instances[listener.all] = { ...kept.instances[listener.all], [listener.name]: origin.port };
      return origin;
    },
    keep: () => writePorts(folder, kept),
  };
}

function portRefused(what: string, port: number, code: string): TwinError {
  const why = code === "EADDRINUSE" ? "is taken by another program" : "is not permitted";
  return new TwinError(
    `port ${port} for ${what} ${why}`,
    "choose another port, or leave it out to get a free one",
  );
}
