resource "azurerm_service_plan" "main" {
  name                = "asp-${var.name}"
  resource_group_name = var.place.resource_group_name
  location            = var.place.location
  tags                = var.place.tags
  os_type             = "Linux"
  sku_name            = "FC1"
}

# Not azurerm_function_app_flex_consumption: with an identity it still writes an empty AzureWebJobsStorage, which
# hides the settings below, and the host never starts.
resource "azapi_resource" "main" {
  type      = "Microsoft.Web/sites@2024-04-01"
  name      = var.name
  parent_id = var.resource_group_id
  location  = var.place.location
  tags      = var.place.tags
  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity.id]
  }
  body = {
    kind = "functionapp,linux"
    properties = {
      serverFarmId = azurerm_service_plan.main.id
      httpsOnly    = true
      functionAppConfig = {
        deployment = {
          storage = {
            type           = "blobContainer"
            value          = var.operations.deployments_url
            authentication = { type = "UserAssignedIdentity", userAssignedIdentityResourceId = var.identity.id }
          }
        }
        runtime             = { name = "node", version = "24" }
        scaleAndConcurrency = { maximumInstanceCount = 40, instanceMemoryMB = 2048 }
      }
      siteConfig = {
        minTlsVersion = "1.2"
        appSettings = [for name, value in {
          AzureWebJobsStorage__accountName          = var.operations.account
          AzureWebJobsStorage__credential           = "managedidentity"
          AzureWebJobsStorage__clientId             = var.identity.client_id
          ChurnQueue__queueServiceUri               = var.operations.queue_url
          ChurnQueue__credential                    = "managedidentity"
          ChurnQueue__clientId                      = var.identity.client_id
          APPLICATIONINSIGHTS_CONNECTION_STRING     = var.insights_connection
          APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${var.identity.client_id}"
        } : { name = name, value = value }]
      }
    }
  }
}

output "id" {
  description = "Resource id of the app."
  value       = azapi_resource.main.id
}

output "url" {
  description = "The address of the app."
  value       = "https://${var.name}.azurewebsites.net"
}
