import { expect, test } from "vitest";
import { environmentSecrets } from "../../src/secrets/environment.ts";

test("what a machine signs in with is a secret, and what by its name or form is one; folders and words are none", () => {
  const token = ["glpat", "a1B2c3D4e5F6g7H8i9J0"].join("-");
  const secrets = {
    IDENTITY_HEADER: "3b8b7d3a-5b3c-4b7c-9b1c-111111111111",
    AZURE_CLIENT_SECRET: "plain words only",
    TF_VAR_sql_admin_password: ["Zx9", "zzkk77"].join("!"),
    CI_SOMETHING: token,
  };
  const others = {
    PWD: "/home/ada/passwords",
    OLDPWD: "/home/ada",
    AZURE_CLIENT_CERTIFICATE_PATH: "/etc/certificate.pem",
    SECRET_NAME: "warehouse",
    DB_PASSWORD: "secret",
    PATH: "/usr/local/bin:/usr/bin",
    EMPTY_PASSWORD: "",
    UNSET_PASSWORD: undefined,
  };
  expect([...environmentSecrets({ ...secrets, ...others })].sort()).toEqual(Object.values(secrets).sort());
});
