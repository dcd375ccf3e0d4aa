import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Body, blocksOf, readHcl, terraformFolder } from "../src/hcl-files.ts";
import { knownProviders } from "../src/serve/known-providers.ts";

// Over parsed HCL, so that they hold also where no terraform is installed.
const files = await readHcl();
const resources = blocksOf(files, "resource").map((one) => ({
  ...one,
  address: `${one.path} ${one.type}.${one.name}`,
}));
const ofType = (type: string) => resources.filter((one) => one.type === type);
const variables = files.flatMap(({ path, body }) =>
  Object.entries(body.variable ?? {}).map(([name, [variable = {}]]) => ({ path, name, variable })),
);
const text = files.map((file) => file.text).join("\n");

/** Nothing below them is lost for good: what they hold can be made again. */
const dataHolders = [
  "azurerm_storage_account",
  "azurerm_key_vault",
  "azurerm_synapse_workspace",
  "azurerm_databricks_workspace",
];

test("every variable and every output says what it is, and every variable its type", () => {
  const outputs = files.flatMap(({ path, body }) =>
    Object.entries(body.output ?? {}).map(([name, [output = {}]]) => ({ path, name, variable: output })),
  );
  expect(variables.length).toBeGreaterThan(30);
  for (const { path, name, variable } of [...variables, ...outputs])
    expect(variable.description, `${path} ${name}`).toMatch(/^[A-Za-z].{10,}\.$/s);
  for (const { path, name, variable } of variables) expect(variable.type, `${path} ${name}`).toBeDefined();
});

test("every module and root pins terraform and its providers, and every provider used has a schema", () => {
  const known = [...knownProviders().keys()];
  const folders = [...new Set(files.map(({ path }) => path.split("/").slice(0, -1).join("/")))];
  for (const folder of folders) {
    const [settings = {}] = files.find(({ path }) => path === `${folder}/versions.tf`)?.body.terraform ?? [];
    expect(settings.required_version, folder).toBe(">= 1.11");
    const [providers = {}] = (settings.required_providers ?? []) as readonly Body[];
    for (const [name, wanted] of Object.entries(providers)) {
      const { source, version } = wanted as { source: string; version: string };
      expect(version, `${folder} ${name}`).toMatch(/^~> \d+\.\d+$/);
      expect(known).toContain(`registry.terraform.io/${source}`);
    }
  }
});

test("what can have tags has them", () => {
  const facts = Object.assign({}, ...[...knownProviders().values()].map((one) => one.resources));
  const tagged = resources.filter(({ type }) => facts[type]?.attributes?.tags !== undefined);
  const without = tagged.filter(({ body, type }) => body.tags === undefined && !isConnectionPart(type, body));
  expect(tagged.length).toBeGreaterThan(15);
  expect(without.map(({ address }) => address)).toEqual([]);
});

/** An access policy is a part of a connection: azapi would take tags for it, Azure does not. */
function isConnectionPart(type: string, body: Body): boolean {
  return type === "azapi_resource" && String(body.type).includes("/accessPolicies@");
}

test("no firewall is open: a rule lets in one address, or Azure itself by the one name that says so", () => {
  for (const { body, address } of ofType("azurerm_synapse_firewall_rule")) {
    expect(body.start_ip_address, address).toBe(body.end_ip_address);
    if (body.start_ip_address === "0.0.0.0") expect(body.name).toBe("AllowAllWindowsAzureIps");
  }
  expect(text).not.toMatch(/0\.0\.0\.0\/0|255\.255\.255\.255/);
});

test("no keys: storage, telemetry and SQL let in identities alone", () => {
  for (const { body, address } of ofType("azurerm_storage_account")) {
    expect(body.shared_access_key_enabled, address).toBe(false);
    expect(body.local_user_enabled, address).toBe(false);
    expect(body.allow_nested_items_to_be_public, address).toBe(false);
    expect(body.min_tls_version, address).toBe("TLS1_2");
  }
  for (const type of ["azurerm_application_insights", "azurerm_log_analytics_workspace"])
    for (const { body } of ofType(type)) expect(body.local_authentication_enabled).toBe(false);
  for (const { body } of ofType("azurerm_synapse_workspace"))
    expect(body.azuread_authentication_only).toBe(true);
  for (const { body } of ofType("azurerm_key_vault")) {
    expect(body.rbac_authorization_enabled).toBe(true);
    expect(body.purge_protection_enabled).toBe(true);
  }
  expect(text).not.toMatch(/\b(?:primary|secondary)_(?:access_key|connection_string)\b|listKeys/i);
  // The one password that there must be is random, and no output has it.
  expect(text.match(/password/g)?.length).toBe(
    text.match(/random_password|administrator_login_password|this password/g)?.length,
  );
});

test("no output is a secret, and what is sensitive stays between modules", () => {
  for (const { path, body } of files.filter((file) => !file.path.startsWith("modules/")))
    for (const [name, [output = {}]] of Object.entries(body.output ?? {}))
      expect(output.sensitive, `${path} ${name}`).toBeUndefined();
});

test("no role of our own has a wildcard, and nobody is owner", () => {
  const roles = ofType("azurerm_role_definition");
  expect(roles.length).toBeGreaterThan(0);
  for (const { body } of roles) {
    expect(JSON.stringify(body.permissions)).not.toContain("*");
    expect(body.description).toBeDefined();
  }
  for (const { body, address } of ofType("azurerm_role_assignment")) {
    expect(body.principal_type, address).toBe("ServicePrincipal");
    expect(String(body.role_definition_name)).not.toMatch(/^(?:Owner|User Access Administrator)$/);
  }
});

test("everything that holds data is locked", () => {
  const holders = resources.filter(({ type }) => dataHolders.includes(type));
  expect(holders.length).toBeGreaterThan(4);
  for (const { path, type, name, address } of holders) {
    const locks = ofType("azurerm_management_lock").filter(
      ({ path: where, body }) => where === path && body.scope === `\${${type}.${name}.id}`,
    );
    expect(
      locks.map(({ body }) => body.lock_level),
      address,
    ).toEqual(["CanNotDelete"]);
  }
});

test("runs no program: what is content belongs to the publisher", () => {
  expect(resources.filter(({ type }) => /null_resource|terraform_data/.test(type))).toEqual([]);
  expect(text).not.toMatch(/\bprovisioner\s+"|local-exec|data\s+"external"/);
});

test("nothing that the publisher owns is created here", () => {
  const owned =
    /^databricks_(?:cluster_policy|secret|job|notebook|directory|permissions)|^azurerm_synapse_(?:linked|integration|sql_pool|spark)/;
  expect(resources.filter(({ type }) => owned.test(type)).map(({ address }) => address)).toEqual([]);
});

describe("roles", () => {
  /** Roles of Azure that platform and its modules give. */
  const given = new Set(
    files
      .filter(({ path }) => path.startsWith("platform/") || path.startsWith("modules/"))
      .flatMap(({ path, text: source }) => [
        ...(path.startsWith("modules/synapse/")
          ? []
          : [...source.matchAll(/\brole(?:_definition_name)?\s*=\s*"([^"]+)"/g)].map(
              ([, role = ""]) => role,
            )),
      ])
      .filter((role) => !role.startsWith("Synapse ")),
  );

  test("those that are given, of Azure and of Synapse, are those of the table in docs/security.md", () => {
    const page = readFileSync(join(terraformFolder, "../docs/security.md"), "utf8");
    const rows = [...page.matchAll(/^\|[^|]*\| ([^|]+?) \| [^|]+ \|$/gm)].map(
      ([, role = ""]) => role.split(",")[0] ?? "",
    );
    const table = rows.filter((role) => /^[A-Z]/.test(role));
    const assigned = files.flatMap((file) => [
      ...file.text.matchAll(
        /\brole(?:_definition_name)?\s*=\s*"([^"]+)"|infra(?:-plan)?\s*= "(Storage [^"]+)"/g,
      ),
    ]);
    const names = new Set(assigned.flatMap(([, one, other]) => one ?? other ?? []));
    expect([...new Set(table)].sort()).toEqual([...names].sort());
  });

  test("infra may give those that platform gives, and no others", () => {
    const locals = files.find(({ path }) => path === "bootstrap/main.tf")?.body.locals ?? [];
    const assignable = Object.keys((locals[0]?.assignable ?? {}) as object);
    expect(assignable.sort()).toEqual([...given].sort());
  });
});

test("every root and module has the files that readers look for", () => {
  for (const root of ["bootstrap", "platform", "workspace"])
    for (const file of ["main.tf", "variables.tf", "outputs.tf", "versions.tf"])
      expect(existsSync(join(terraformFolder, root, file)), `${root}/${file}`).toBe(true);
  for (const module of readdirSync(join(terraformFolder, "modules")))
    expect(existsSync(join(terraformFolder, "modules", module, "versions.tf")), module).toBe(true);
});
