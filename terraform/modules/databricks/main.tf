resource "azurerm_databricks_access_connector" "main" {
  name                = var.names.connector
  resource_group_name = var.place.resource_group_name
  location            = var.place.location
  tags                = var.place.tags
  identity {
    type = "SystemAssigned"
  }
}

# Standard cannot be created any more, and has no Unity Catalog.
resource "azurerm_databricks_workspace" "main" {
  name                        = var.names.workspace
  resource_group_name         = var.place.resource_group_name
  location                    = var.place.location
  tags                        = var.place.tags
  sku                         = "premium"
  managed_resource_group_name = "${var.place.resource_group_name}-databricks"
  custom_parameters {
    no_public_ip = true
  }
}

resource "azurerm_management_lock" "main" {
  name       = "holds-content"
  scope      = azurerm_databricks_workspace.main.id
  lock_level = "CanNotDelete"
  notes      = "Holds notebooks, jobs and their history."
}

output "id" {
  description = "Resource id of the workspace."
  value       = azurerm_databricks_workspace.main.id
}

output "url" {
  description = "The address of the workspace."
  value       = "https://${azurerm_databricks_workspace.main.workspace_url}"
}

output "connector_id" {
  description = "Resource id of the access connector."
  value       = azurerm_databricks_access_connector.main.id
}

output "connector_principal_id" {
  description = "Object id of the identity with which Unity Catalog reads the lake."
  value       = azurerm_databricks_access_connector.main.identity[0].principal_id
}
