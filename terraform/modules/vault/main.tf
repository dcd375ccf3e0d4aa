resource "azurerm_key_vault" "main" {
  name                       = var.name
  resource_group_name        = var.place.resource_group_name
  location                   = var.place.location
  tags                       = var.place.tags
  tenant_id                  = var.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
  network_acls {
    default_action = var.restricted ? "Deny" : "Allow"
    bypass         = "AzureServices"
    ip_rules       = var.restricted ? var.allowed_ips : []
  }
}

resource "azurerm_management_lock" "main" {
  name       = "holds-secrets"
  scope      = azurerm_key_vault.main.id
  lock_level = "CanNotDelete"
  notes      = "Holds the secrets that no managed identity can replace."
}

locals {
  roles = merge(
    { for who, id in var.readers : "${who} reads" => { role = "Key Vault Secrets User", id = id } },
    { for who, id in var.officers : "${who} writes" => { role = "Key Vault Secrets Officer", id = id } },
  )
}

resource "azurerm_role_assignment" "main" {
  for_each             = local.roles
  scope                = azurerm_key_vault.main.id
  role_definition_name = each.value.role
  principal_id         = each.value.id
  principal_type       = "ServicePrincipal"
}

output "uri" {
  description = "The address of the vault, with a slash at the end."
  value       = "https://${var.name}.vault.azure.net/"
}
