import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { knownProviders } from "./known-providers.ts";
import { serveProvider } from "./serve-provider.ts";

/** What a run of terraform came to. */
interface Ran {
  readonly code: number;
  /** stdout and stderr, as they came. */
  readonly said: string;
}

/** Terraform with every provider served from facts, and no registry. */
export interface OfflineTerraform {
  /** Runs terraform in a folder; nothing is written into it. */
  readonly run: (folder: string, words: readonly string[]) => Promise<Ran>;
  readonly close: () => void;
}

/** Starts the providers. Terraform finds them by a variable made for debugging providers, and installs none then. */
export async function openTerraform(): Promise<OfflineTerraform> {
  // Sockets have short paths, and the temporary folder has one.
  const folder = mkdtempSync(join(tmpdir(), "retain-tf-"));
  const served = await Promise.all(
    [...knownProviders()].map(async ([address, facts], at) => {
      const socket = join(folder, `${at}.sock`);
      return { address, socket, server: await serveProvider(facts, socket) };
    }),
  );
  const reattach = served.map(({ address, socket }) => [
    address,
    {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: socket },
    },
  ]);
  writeFileSync(join(folder, "terraformrc"), "");
  const env = {
    ...process.env,
    TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(reattach)),
    TF_CLI_CONFIG_FILE: join(folder, "terraformrc"),
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return {
    run: (of, words) => {
      const data = join(folder, `data-${Buffer.from(of).toString("hex").slice(-40)}`);
      mkdirSync(data, { recursive: true });
      return run(of, words, { ...env, TF_DATA_DIR: data });
    },
    close: () => {
      for (const { server } of served) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(cwd: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn("terraform", words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    child.on("error", failed);
    child.on("close", (code) => done({ code: code ?? 1, said }));
  });
}
