# Ids as Azure gives them: the real provider takes them apart, where the one of schemas does not look.
mock_data "azurerm_resource_group" {
  defaults = {
    id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made"
    location = "westeurope"
  }
}

mock_data "azurerm_user_assigned_identity" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.ManagedIdentity/userAssignedIdentities/made"
    principal_id = "00000000-0000-0000-0000-000000000011"
    client_id    = "00000000-0000-0000-0000-000000000012"
  }
}

mock_data "azurerm_client_config" {
  defaults = {
    tenant_id = "00000000-0000-0000-0000-000000000002"
    object_id = "00000000-0000-0000-0000-000000000013"
  }
}

mock_resource "azurerm_user_assigned_identity" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.ManagedIdentity/userAssignedIdentities/made"
    principal_id = "00000000-0000-0000-0000-000000000014"
    client_id    = "00000000-0000-0000-0000-000000000015"
  }
}

mock_resource "azurerm_storage_account" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.Storage/storageAccounts/made"
  }
}

mock_resource "azurerm_resource_group" {
  defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made" }
}

mock_resource "azurerm_key_vault" {
  defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.KeyVault/vaults/made" }
}

mock_resource "azurerm_synapse_workspace" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.Synapse/workspaces/made"
  }
}

mock_resource "azurerm_databricks_access_connector" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.Databricks/accessConnectors/made"
  }
}

mock_resource "azurerm_databricks_workspace" {
  defaults = {
    id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.Databricks/workspaces/made"
    workspace_url = "adb-1000000000000001.1.azuredatabricks.net"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.OperationalInsights/workspaces/made"
  }
}

mock_resource "azurerm_application_insights" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-made/providers/Microsoft.Insights/components/made"
  }
}
