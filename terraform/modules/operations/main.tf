# No hierarchical namespace and no personal data: the function's host and the queue.
resource "azurerm_storage_account" "main" {
  name                             = var.name
  resource_group_name              = var.place.resource_group_name
  location                         = var.place.location
  tags                             = var.place.tags
  account_kind                     = "StorageV2"
  account_tier                     = "Standard"
  account_replication_type         = "LRS"
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  local_user_enabled               = false
  min_tls_version                  = "TLS1_2"
}

resource "azurerm_storage_container" "deployments" {
  name               = "deployments"
  storage_account_id = azurerm_storage_account.main.id
}

resource "azurerm_storage_queue" "main" {
  for_each           = toset(["prediction-churning", "prediction-churning-poison"])
  name               = each.key
  storage_account_id = azurerm_storage_account.main.id
}

resource "azurerm_management_lock" "main" {
  name       = "holds-data"
  scope      = azurerm_storage_account.main.id
  lock_level = "CanNotDelete"
  notes      = "Holds messages that are not delivered yet."
}

locals {
  queues = "${azurerm_storage_account.main.id}/queueServices/default/queues"
  roles = {
    "function host files"    = { role = "Storage Blob Data Owner", scope = azurerm_storage_account.main.id, id = var.sender_principal_id }
    "function host queues"   = { role = "Storage Queue Data Contributor", scope = azurerm_storage_account.main.id, id = var.sender_principal_id }
    "function sends"         = { role = "Storage Queue Data Message Sender", scope = "${local.queues}/prediction-churning", id = var.sender_principal_id }
    "logic app receives"     = { role = "Storage Queue Data Message Processor", scope = "${local.queues}/prediction-churning", id = var.receiver_principal_id }
    "logic app reads"        = { role = "Storage Queue Data Reader", scope = "${local.queues}/prediction-churning", id = var.receiver_principal_id }
    "logic app sends poison" = { role = "Storage Queue Data Message Sender", scope = "${local.queues}/prediction-churning-poison", id = var.receiver_principal_id }
  }
}

resource "azurerm_role_assignment" "main" {
  for_each             = local.roles
  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = each.value.id
  principal_type       = "ServicePrincipal"
  depends_on           = [azurerm_storage_queue.main]
}

output "account_id" {
  description = "Resource id of the account."
  value       = azurerm_storage_account.main.id
}

output "queue_url" {
  description = "The queue endpoint, without a slash at the end."
  value       = "https://${var.name}.queue.core.windows.net"
}

output "deployments_url" {
  description = "The container that the function's code is put into."
  value       = "https://${var.name}.blob.core.windows.net/${azurerm_storage_container.deployments.name}"
}
