# Run once per target by a person: what the workflows need before they can do anything.
data "azurerm_client_config" "current" {}

module "naming" {
  source          = "../modules/naming"
  project         = var.project
  environment     = var.environment
  subscription_id = var.subscription_id
}

locals {
  names = module.naming.names
  tags  = { project = var.project, environment = var.environment, owner = var.owner, managed-by = "terraform" }
  # Who each environment of the code host signs in as; docs/security.md has the table.
  environments = {
    plan       = "plan-${var.environment}"
    publish    = var.environment
    infra-plan = "infra-plan-${var.environment}"
    infra      = "infra-${var.environment}"
  }
  repository = var.github == null ? "" : (
    var.github.owner_id == null
    ? "${var.github.owner}/${var.github.repository}"
    : "${var.github.owner}@${var.github.owner_id}/${var.github.repository}@${var.github.repository_id}"
  )
  # The roles that the identity of infra may give, and to no person: those that platform assigns, by their ids in Azure.
  assignable = {
    "Communication and Email Service Owner" = "09976791-48a7-449e-bb21-39d1a415f350"
    "Contributor"                           = "b24988ac-6180-42a0-ab88-20f7382dd24c"
    "Key Vault Secrets Officer"             = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
    "Key Vault Secrets User"                = "4633458b-17de-408a-b874-0445c86b69e6"
    "Logic App Contributor"                 = "87a39d53-fc1b-424a-814c-f7e04687dc9e"
    "Monitoring Metrics Publisher"          = "3913510d-42f4-4e42-8a64-420c390055eb"
    "Reader"                                = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
    "Storage Blob Data Contributor"         = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
    "Storage Blob Data Owner"               = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
    "Storage Blob Data Reader"              = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
    "Storage Queue Data Contributor"        = "974c5e8b-45b9-4653-ba55-5f855dd0fb88"
    "Storage Queue Data Message Processor"  = "8a0f0c08-91a1-4084-bc3d-661d67233fed"
    "Storage Queue Data Message Sender"     = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"
    "Storage Queue Data Reader"             = "19e7f393-937e-4f77-808e-94535e297925"
    "Website Contributor"                   = "de139f84-1756-47ae-9be6-808fbbe84772"
  }
  ids = join(", ", values(local.assignable))
}

resource "azurerm_resource_group" "bootstrap" {
  name     = local.names.bootstrap_group
  location = var.location
  tags     = local.tags
}

resource "azurerm_resource_group" "platform" {
  name     = local.names.resource_group
  location = var.location
  tags     = local.tags
}

resource "azurerm_storage_account" "state" {
  name                             = local.names.state
  resource_group_name              = azurerm_resource_group.bootstrap.name
  location                         = var.location
  tags                             = local.tags
  account_tier                     = "Standard"
  account_replication_type         = "ZRS"
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  local_user_enabled               = false
  min_tls_version                  = "TLS1_2"
  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 30
    }
    container_delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_container" "state" {
  name               = "tfstate"
  storage_account_id = azurerm_storage_account.state.id
}

resource "azurerm_management_lock" "state" {
  name       = "holds-state"
  scope      = azurerm_storage_account.state.id
  lock_level = "CanNotDelete"
  notes      = "Holds the state of Terraform."
}

resource "azuread_group" "main" {
  for_each         = toset(["administrators", "analysts"])
  display_name     = "${var.project}-${var.environment}-${each.key}"
  security_enabled = true
  owners           = [data.azurerm_client_config.current.object_id]
}

resource "azurerm_user_assigned_identity" "main" {
  for_each            = local.environments
  name                = local.names.identity[each.key]
  resource_group_name = azurerm_resource_group.bootstrap.name
  location            = var.location
  tags                = local.tags
}

resource "azurerm_federated_identity_credential" "github" {
  for_each                  = var.github == null ? {} : local.environments
  name                      = "github"
  user_assigned_identity_id = azurerm_user_assigned_identity.main[each.key].id
  issuer                    = "https://token.actions.githubusercontent.com"
  audience                  = ["api://AzureADTokenExchange"]
  subject                   = "repo:${local.repository}:environment:${each.value}"
}

# After GitHub's: an identity takes one credential at a time.
resource "azurerm_federated_identity_credential" "azure_devops" {
  for_each                  = var.azure_devops == null ? {} : local.environments
  name                      = "azure-devops"
  user_assigned_identity_id = azurerm_user_assigned_identity.main[each.key].id
  issuer                    = try("https://vstoken.dev.azure.com/${var.azure_devops.organization_id}", "")
  audience                  = ["api://AzureADTokenExchange"]
  subject                   = try("sc://${var.azure_devops.organization}/${var.azure_devops.project}/${each.value}", "")
  depends_on                = [azurerm_federated_identity_credential.github]
}

# Contributor may not make locks.
resource "azurerm_role_definition" "locks" {
  name        = "Lock operator of ${azurerm_resource_group.platform.name}"
  scope       = azurerm_resource_group.platform.id
  description = "Reads, makes and removes locks."
  permissions {
    actions = [
      "Microsoft.Authorization/locks/read", "Microsoft.Authorization/locks/write", "Microsoft.Authorization/locks/delete",
    ]
  }
  assignable_scopes = [azurerm_resource_group.platform.id]
}

resource "azurerm_role_assignment" "locks" {
  scope              = azurerm_resource_group.platform.id
  role_definition_id = azurerm_role_definition.locks.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.main["infra"].principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "infra_reads" {
  for_each             = toset(["infra-plan"])
  scope                = azurerm_resource_group.platform.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.main[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

# Platform looks up by name the identities that it gives roles.
resource "azurerm_role_assignment" "looks_up" {
  for_each             = toset(["infra-plan", "infra"])
  scope                = azurerm_resource_group.bootstrap.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.main[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "infra_writes" {
  scope                = azurerm_resource_group.platform.id
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.main["infra"].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "infra_assigns" {
  scope                = azurerm_resource_group.platform.id
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = azurerm_user_assigned_identity.main["infra"].principal_id
  principal_type       = "ServicePrincipal"
  condition_version    = "2.0"
  condition            = <<-EOT
    ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR
     (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.ids}} AND
      @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))
    AND
    ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR
     (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.ids}} AND
      @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))
  EOT
}

# Planning takes the lease that locks a state, unless it is told not to: infra-plan only reads, with -lock=false.
resource "azurerm_role_assignment" "state" {
  for_each             = { infra-plan = "Storage Blob Data Reader", infra = "Storage Blob Data Contributor" }
  scope                = azurerm_storage_account.state.id
  role_definition_name = each.value
  principal_id         = azurerm_user_assigned_identity.main[each.key].principal_id
  principal_type       = "ServicePrincipal"
}
