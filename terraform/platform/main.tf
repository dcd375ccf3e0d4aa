module "naming" {
  source          = "../modules/naming"
  project         = var.project
  environment     = var.environment
  subscription_id = var.subscription_id
}

locals {
  names      = module.naming.names
  filesystem = var.project
  restricted = var.network_mode == "restricted"
  place = {
    location            = data.azurerm_resource_group.main.location
    resource_group_name = data.azurerm_resource_group.main.name
    tags                = { project = var.project, environment = var.environment, owner = var.owner, managed-by = "terraform" }
  }
  plan    = data.azurerm_user_assigned_identity.main["plan"].principal_id
  publish = data.azurerm_user_assigned_identity.main["publish"].principal_id
}

data "azurerm_resource_group" "main" {
  name = local.names.resource_group
}

# Made by bootstrap, and found by name: no id is handed from root to root.
data "azurerm_user_assigned_identity" "main" {
  for_each            = toset(["plan", "publish", "infra-plan", "infra"])
  name                = local.names.identity[each.key]
  resource_group_name = local.names.bootstrap_group
}

resource "azurerm_user_assigned_identity" "function" {
  name                = local.names.function_identity
  resource_group_name = local.place.resource_group_name
  location            = local.place.location
  tags                = local.place.tags
}

module "monitoring" {
  source                 = "../modules/monitoring"
  place                  = local.place
  names                  = { logs = local.names.logs, insights = local.names.insights }
  resource_group_id      = data.azurerm_resource_group.main.id
  budget                 = var.budget
  publisher_principal_id = azurerm_user_assigned_identity.function.principal_id
}

module "databricks" {
  source = "../modules/databricks"
  place  = local.place
  names  = { workspace = local.names.databricks, connector = local.names.connector }
}

module "lake" {
  source       = "../modules/lake"
  place        = local.place
  name         = local.names.lake
  filesystem   = local.filesystem
  restricted   = local.restricted
  allowed_ips  = var.allowed_ips
  connector_id = module.databricks.connector_id
  readers      = { plan = local.plan }
  writers      = { synapse = module.synapse.principal_id, databricks = module.databricks.connector_principal_id }
  owners       = { publish = local.publish }
}

module "synapse" {
  source         = "../modules/synapse"
  place          = local.place
  name           = local.names.synapse
  filesystem_url = module.lake.filesystem_url
  administrators = { name = var.administrators.name, object_id = var.administrators.object_id, tenant_id = var.tenant_id }
  restricted     = local.restricted
  allowed_ips    = var.allowed_ips
  logs_id        = module.monitoring.logs_id
  roles = {
    "plan reads"          = { role = "Synapse Artifact User", principal_id = local.plan, principal_type = "ServicePrincipal" }
    "plan watches"        = { role = "Synapse Monitoring Operator", principal_id = local.plan, principal_type = "ServicePrincipal" }
    "publish writes"      = { role = "Synapse Artifact Publisher", principal_id = local.publish, principal_type = "ServicePrincipal" }
    "publish starts"      = { role = "Synapse Credential User", principal_id = local.publish, principal_type = "ServicePrincipal" }
    "publish runs"        = { role = "Synapse Compute Operator", principal_id = local.publish, principal_type = "ServicePrincipal" }
    "publish defines SQL" = { role = "Synapse SQL Administrator", principal_id = local.publish, principal_type = "ServicePrincipal" }
    # The first who applies is administrator anyway; from then on it may be the workflow.
    "infra administers" = { role = "Synapse Administrator", principal_id = data.azurerm_user_assigned_identity.main["infra"].principal_id, principal_type = "ServicePrincipal" }
    "infra-plan looks"  = { role = "Synapse User", principal_id = data.azurerm_user_assigned_identity.main["infra-plan"].principal_id, principal_type = "ServicePrincipal" }
    "people administer" = { role = "Synapse Administrator", principal_id = var.administrators.object_id, principal_type = "Group" }
  }
}

module "vault" {
  source      = "../modules/vault"
  place       = local.place
  name        = local.names.vault
  tenant_id   = var.tenant_id
  restricted  = local.restricted
  allowed_ips = var.allowed_ips
  readers     = { synapse = module.synapse.principal_id }
  officers    = { publish = local.publish }
}

module "notification" {
  source            = "../modules/notification"
  place             = local.place
  names             = { logic_app = local.names.logic_app, email = local.names.email }
  resource_group_id = data.azurerm_resource_group.main.id
  subscription_id   = var.subscription_id
  data_location     = var.data_location
}

module "operations" {
  source                = "../modules/operations"
  place                 = local.place
  name                  = local.names.operations
  sender_principal_id   = azurerm_user_assigned_identity.function.principal_id
  receiver_principal_id = module.notification.principal_id
}

module "function" {
  source              = "../modules/function"
  place               = local.place
  name                = local.names.function
  resource_group_id   = data.azurerm_resource_group.main.id
  identity            = { id = azurerm_user_assigned_identity.function.id, client_id = azurerm_user_assigned_identity.function.client_id }
  insights_connection = module.monitoring.insights_connection
  operations = {
    account         = local.names.operations
    queue_url       = module.operations.queue_url
    deployments_url = module.operations.deployments_url
  }
}

locals {
  roles = {
    "plan reads"                   = { scope = data.azurerm_resource_group.main.id, role = "Reader", id = local.plan }
    "publish reads"                = { scope = data.azurerm_resource_group.main.id, role = "Reader", id = local.publish }
    "publish deploys the function" = { scope = module.function.id, role = "Website Contributor", id = local.publish }
    "publish defines the workflow" = { scope = module.notification.logic_app_id, role = "Logic App Contributor", id = local.publish }
    # A workspace identity starts jobs as a contributor of this one resource; anything smaller needs its client id.
    "synapse runs notebooks" = { scope = module.databricks.id, role = "Contributor", id = module.synapse.principal_id }
  }
}

resource "azurerm_role_assignment" "main" {
  for_each             = local.roles
  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = each.value.id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_fabric_capacity" "main" {
  count                  = var.fabric_capacity == null ? 0 : 1
  name                   = local.names.capacity
  resource_group_name    = local.place.resource_group_name
  location               = local.place.location
  tags                   = local.place.tags
  administration_members = var.fabric_capacity.administrators
  sku {
    name = var.fabric_capacity.size
    tier = "Fabric"
  }
}
