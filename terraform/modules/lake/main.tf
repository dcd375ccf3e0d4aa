resource "azurerm_storage_account" "main" {
  name                             = var.name
  resource_group_name              = var.place.resource_group_name
  location                         = var.place.location
  tags                             = var.place.tags
  account_kind                     = "StorageV2"
  account_tier                     = "Standard"
  account_replication_type         = "ZRS"
  is_hns_enabled                   = true
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  local_user_enabled               = false
  min_tls_version                  = "TLS1_2"
  blob_properties {
    delete_retention_policy {
      days = 14
    }
    container_delete_retention_policy {
      days = 14
    }
  }
  network_rules {
    default_action = var.restricted ? "Deny" : "Allow"
    bypass         = ["AzureServices"]
    ip_rules       = var.restricted ? var.allowed_ips : []
    dynamic "private_link_access" {
      for_each = var.restricted ? [var.connector_id] : []
      content {
        endpoint_resource_id = private_link_access.value
      }
    }
  }
}

# By Azure Resource Manager: needs no role on the data, which does not exist yet.
resource "azurerm_storage_container" "main" {
  name               = var.filesystem
  storage_account_id = azurerm_storage_account.main.id
}

resource "azurerm_management_lock" "main" {
  name       = "holds-data"
  scope      = azurerm_storage_account.main.id
  lock_level = "CanNotDelete"
  notes      = "Holds the data and the records of releases."
}

locals {
  filesystem_id = "${azurerm_storage_account.main.id}/blobServices/default/containers/${var.filesystem}"
  roles = merge(
    { for who, id in var.readers : "${who} reads" => { role = "Storage Blob Data Reader", id = id } },
    { for who, id in var.writers : "${who} writes" => { role = "Storage Blob Data Contributor", id = id } },
    { for who, id in var.owners : "${who} owns" => { role = "Storage Blob Data Owner", id = id } },
  )
}

resource "azurerm_role_assignment" "main" {
  for_each             = local.roles
  scope                = local.filesystem_id
  role_definition_name = each.value.role
  principal_id         = each.value.id
  principal_type       = "ServicePrincipal"
  depends_on           = [azurerm_storage_container.main]
}
