module "naming" {
  source          = "../modules/naming"
  project         = var.project
  environment     = var.environment
  subscription_id = var.subscription_id
}

locals {
  names = module.naming.names
  root  = "abfss://${var.project}@${local.names.lake}.dfs.core.windows.net"
}

data "azurerm_databricks_workspace" "main" {
  name                = local.names.databricks
  resource_group_name = local.names.resource_group
}

data "azurerm_databricks_access_connector" "main" {
  name                = local.names.connector
  resource_group_name = local.names.resource_group
}

data "azurerm_user_assigned_identity" "main" {
  for_each            = toset(["plan", "publish"])
  name                = local.names.identity[each.key]
  resource_group_name = local.names.bootstrap_group
}

resource "databricks_service_principal" "main" {
  for_each         = data.azurerm_user_assigned_identity.main
  application_id   = each.value.client_id
  display_name     = "${var.project}-${var.environment}-${each.key}"
  workspace_access = true
}

resource "databricks_storage_credential" "lake" {
  name    = local.names.catalog
  comment = "The access connector of this workspace."
  azure_managed_identity {
    access_connector_id = data.azurerm_databricks_access_connector.main.id
  }
}

resource "databricks_external_location" "lake" {
  name            = local.names.catalog
  url             = local.root
  credential_name = databricks_storage_credential.lake.name
  fallback        = false
  comment         = "The file system of the estate."
}

resource "databricks_catalog" "main" {
  name         = local.names.catalog
  storage_root = "${local.root}/_catalog"
  comment      = "What the churn estate knows."
  depends_on   = [databricks_external_location.lake]
}

resource "databricks_schema" "main" {
  catalog_name = databricks_catalog.main.name
  name         = "churn"
  comment      = "Tables and models of the churn estate."
}

resource "databricks_grants" "schema" {
  schema = databricks_schema.main.id
  grant {
    principal  = databricks_service_principal.main["publish"].application_id
    privileges = ["USE_SCHEMA", "SELECT", "MODIFY", "CREATE_TABLE", "CREATE_MODEL"]
  }
  grant {
    principal  = databricks_service_principal.main["plan"].application_id
    privileges = ["USE_SCHEMA"]
  }
}

resource "databricks_grants" "catalog" {
  catalog = databricks_catalog.main.name
  dynamic "grant" {
    for_each = databricks_service_principal.main
    content {
      principal  = grant.value.application_id
      privileges = ["USE_CATALOG"]
    }
  }
}

resource "databricks_grants" "lake" {
  external_location = databricks_external_location.lake.name
  grant {
    principal  = databricks_service_principal.main["publish"].application_id
    privileges = ["READ_FILES", "WRITE_FILES"]
  }
}
