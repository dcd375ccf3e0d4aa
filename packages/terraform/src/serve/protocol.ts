/**
 * Version 6 of the protocol between Terraform and a provider, as far as a provider of schemas needs it: our own
 * description of its messages, by name and number of their fields, in the form that protobuf.js reads. What a message
 * holds besides is skipped, as protocol buffers do with fields they do not know.
 * Numbers: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
export const protocol = {
  nested: {
    tfplugin6: {
      nested: {
        DynamicValue: message({ msgpack: [1, "bytes"], json: [2, "bytes"] }),
        RawState: message({ json: [1, "bytes"] }),
        Diagnostic: message({ severity: [1, "int32"], summary: [2, "string"], detail: [3, "string"] }),
        Attribute: message({
          name: [1, "string"],
          type: [2, "bytes"],
          required: [4, "bool"],
          optional: [5, "bool"],
          computed: [6, "bool"],
          sensitive: [7, "bool"],
        }),
        Block: message({
          version: [1, "int64"],
          attributes: [2, "many Attribute"],
          blockTypes: [3, "many NestedBlock"],
        }),
        NestedBlock: message({
          typeName: [1, "string"],
          block: [2, "Block"],
          nesting: [3, "int32"],
          minItems: [4, "int64"],
          maxItems: [5, "int64"],
        }),
        Schema: message({ version: [1, "int64"], block: [2, "Block"] }),
        Nothing: message({}),
        Schemas: message({
          provider: [1, "Schema"],
          resourceSchemas: [2, "map Schema"],
          dataSourceSchemas: [3, "map Schema"],
        }),
        /** Of a provider, a resource, a data source: the fields that differ have numbers of their own. */
        Ok1: message({ diagnostics: [1, "many Diagnostic"] }),
        Ok2: message({ diagnostics: [2, "many Diagnostic"] }),
        Upgrade: message({ typeName: [1, "string"], version: [2, "int64"], rawState: [3, "RawState"] }),
        Upgraded: message({ upgradedState: [1, "DynamicValue"], diagnostics: [2, "many Diagnostic"] }),
        Read: message({ typeName: [1, "string"], currentState: [2, "DynamicValue"] }),
        ReadDone: message({ newState: [1, "DynamicValue"], diagnostics: [2, "many Diagnostic"] }),
        Plan: message({
          typeName: [1, "string"],
          priorState: [2, "DynamicValue"],
          proposedNewState: [3, "DynamicValue"],
        }),
        Planned: message({
          plannedState: [1, "DynamicValue"],
          diagnostics: [4, "many Diagnostic"],
          legacyTypeSystem: [5, "bool"],
        }),
        Apply: message({
          typeName: [1, "string"],
          priorState: [2, "DynamicValue"],
          plannedState: [3, "DynamicValue"],
        }),
        Applied: message({
          newState: [1, "DynamicValue"],
          diagnostics: [3, "many Diagnostic"],
          legacyTypeSystem: [4, "bool"],
        }),
        ReadData: message({ typeName: [1, "string"], config: [2, "DynamicValue"] }),
        DataRead: message({ state: [1, "DynamicValue"], diagnostics: [2, "many Diagnostic"] }),
        Provider: {
          methods: {
            GetProviderSchema: { requestType: "Nothing", responseType: "Schemas" },
            ValidateProviderConfig: { requestType: "Nothing", responseType: "Ok2" },
            ValidateResourceConfig: { requestType: "Nothing", responseType: "Ok1" },
            ValidateDataResourceConfig: { requestType: "Nothing", responseType: "Ok1" },
            ConfigureProvider: { requestType: "Nothing", responseType: "Ok1" },
            UpgradeResourceState: { requestType: "Upgrade", responseType: "Upgraded" },
            ReadResource: { requestType: "Read", responseType: "ReadDone" },
            PlanResourceChange: { requestType: "Plan", responseType: "Planned" },
            ApplyResourceChange: { requestType: "Apply", responseType: "Applied" },
            ReadDataSource: { requestType: "ReadData", responseType: "DataRead" },
            StopProvider: { requestType: "Nothing", responseType: "Nothing" },
          },
        },
      },
    },
  },
};

/** Number and type of each field; `many` repeats it, `map` has texts as keys. */
function message(fields: { readonly [name: string]: readonly [id: number, type: string] }) {
  const described = Object.entries(fields).map(([name, [id, text]]) => {
    const [, how, type = text] = /^(many|map) (.+)$/.exec(text) ?? [];
    const rule = how === "many" ? { rule: "repeated" } : how === "map" ? { keyType: "string" } : {};
    return [name, { id, type, ...rule }];
  });
  return { fields: Object.fromEntries(described) };
}
