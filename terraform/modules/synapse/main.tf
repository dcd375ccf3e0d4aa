# The provider wants a SQL login also where only Entra signs in; nobody can use this password, and no output has it.
resource "random_password" "unused" {
  length = 32
}

resource "azurerm_synapse_workspace" "main" {
  name                                 = var.name
  resource_group_name                  = var.place.resource_group_name
  location                             = var.place.location
  tags                                 = var.place.tags
  managed_resource_group_name          = "${var.place.resource_group_name}-synapse"
  storage_data_lake_gen2_filesystem_id = var.filesystem_url
  sql_administrator_login              = "unused"
  sql_administrator_login_password     = random_password.unused.result
  azuread_authentication_only          = true
  managed_virtual_network_enabled      = true
  data_exfiltration_protection_enabled = var.restricted
  sql_identity_control_enabled         = true
  public_network_access_enabled        = true
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_synapse_workspace_aad_admin" "main" {
  synapse_workspace_id = azurerm_synapse_workspace.main.id
  login                = var.administrators.name
  object_id            = var.administrators.object_id
  tenant_id            = var.administrators.tenant_id
}

resource "azurerm_synapse_firewall_rule" "address" {
  for_each             = toset(var.allowed_ips)
  name                 = "address-${replace(each.key, ".", "-")}"
  synapse_workspace_id = azurerm_synapse_workspace.main.id
  start_ip_address     = each.key
  end_ip_address       = each.key
}

# Everything on Azure, GitHub's runners among it; whoever comes this way still has to sign in to Entra.
resource "azurerm_synapse_firewall_rule" "azure" {
  count                = var.restricted ? 0 : 1
  name                 = "AllowAllWindowsAzureIps"
  synapse_workspace_id = azurerm_synapse_workspace.main.id
  start_ip_address     = "0.0.0.0"
  end_ip_address       = "0.0.0.0"
}

# By the dev endpoint, so the address that applies must be among those above.
resource "azurerm_synapse_role_assignment" "main" {
  for_each             = var.roles
  synapse_workspace_id = azurerm_synapse_workspace.main.id
  role_name            = each.value.role
  principal_id         = each.value.principal_id
  principal_type       = each.value.principal_type
  depends_on           = [azurerm_synapse_firewall_rule.address, azurerm_synapse_firewall_rule.azure]
}

resource "azurerm_management_lock" "main" {
  name       = "holds-content"
  scope      = azurerm_synapse_workspace.main.id
  lock_level = "CanNotDelete"
  notes      = "Holds what is published, and serverless databases."
}

resource "azurerm_monitor_diagnostic_setting" "main" {
  name                       = "logs"
  target_resource_id         = azurerm_synapse_workspace.main.id
  log_analytics_workspace_id = var.logs_id
  dynamic "enabled_log" {
    for_each = ["SynapseRbacOperations", "IntegrationPipelineRuns", "IntegrationTriggerRuns"]
    content {
      category = enabled_log.value
    }
  }
}

output "id" {
  description = "Resource id of the workspace."
  value       = azurerm_synapse_workspace.main.id
}

output "principal_id" {
  description = "Object id of the identity that pipelines sign in with."
  value       = azurerm_synapse_workspace.main.identity[0].principal_id
}
