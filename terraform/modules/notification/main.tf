# A shell: the publisher owns the definition, and Terraform leaves it alone.
resource "azurerm_logic_app_workflow" "main" {
  name                = var.names.logic_app
  resource_group_name = var.place.resource_group_name
  location            = var.place.location
  tags                = var.place.tags
  identity {
    type = "SystemAssigned"
  }
  lifecycle {
    ignore_changes = [parameters, workflow_parameters]
  }
}

# azurerm_api_connection has no parameterValueSet, without which a connection has no managed identity.
resource "azapi_resource" "queues" {
  type                      = "Microsoft.Web/connections@2016-06-01"
  name                      = "azurequeues"
  parent_id                 = var.resource_group_id
  location                  = var.place.location
  tags                      = var.place.tags
  schema_validation_enabled = false
  body = {
    kind = "V1"
    properties = {
      displayName       = "azurequeues"
      api               = { id = "/subscriptions/${var.subscription_id}/providers/Microsoft.Web/locations/${var.place.location}/managedApis/azurequeues" }
      parameterValueSet = { name = "managedIdentityAuth", values = {} }
    }
  }
}

resource "azapi_resource" "queues_access" {
  type                      = "Microsoft.Web/connections/accessPolicies@2016-06-01"
  name                      = var.names.logic_app
  parent_id                 = azapi_resource.queues.id
  location                  = var.place.location
  schema_validation_enabled = false
  body = {
    properties = {
      principal = {
        type     = "ActiveDirectory"
        identity = { objectId = azurerm_logic_app_workflow.main.identity[0].principal_id, tenantId = azurerm_logic_app_workflow.main.identity[0].tenant_id }
      }
    }
  }
}

resource "azurerm_email_communication_service" "main" {
  name                = "${var.names.email}-mail"
  resource_group_name = var.place.resource_group_name
  data_location       = var.data_location
  tags                = var.place.tags
}

resource "azurerm_email_communication_service_domain" "main" {
  name              = "AzureManagedDomain"
  email_service_id  = azurerm_email_communication_service.main.id
  domain_management = "AzureManaged"
  tags              = var.place.tags
}

resource "azurerm_communication_service" "main" {
  name                = var.names.email
  resource_group_name = var.place.resource_group_name
  data_location       = var.data_location
  tags                = var.place.tags
}

resource "azurerm_communication_service_email_domain_association" "main" {
  communication_service_id = azurerm_communication_service.main.id
  email_service_domain_id  = azurerm_email_communication_service_domain.main.id
}

# The smallest built-in role that can send.
resource "azurerm_role_assignment" "send" {
  scope                = azurerm_communication_service.main.id
  role_definition_name = "Communication and Email Service Owner"
  principal_id         = azurerm_logic_app_workflow.main.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

output "logic_app_id" {
  description = "Resource id of the logic app."
  value       = azurerm_logic_app_workflow.main.id
}

output "principal_id" {
  description = "Object id of the logic app's identity."
  value       = azurerm_logic_app_workflow.main.identity[0].principal_id
}

output "queues_connection_id" {
  description = "Resource id of the connection to the queue."
  value       = azapi_resource.queues.id
}

output "email" {
  description = "The endpoint of the communication service, and the address that mails come from."
  value = {
    endpoint = "https://${var.names.email}.europe.communication.azure.com"
    sender   = "DoNotReply@${azurerm_email_communication_service_domain.main.from_sender_domain}"
  }
}
