terraform {
  required_version = ">= 1.11"
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 5.2" }
    azuread = { source = "hashicorp/azuread", version = "~> 3.7" }
  }
}

provider "azurerm" {
  subscription_id     = var.subscription_id
  storage_use_azuread = true
  resource_providers_to_register = [
    "Microsoft.Authorization", "Microsoft.Communication", "Microsoft.Consumption", "Microsoft.Databricks", "Microsoft.Insights",
    "Microsoft.KeyVault", "Microsoft.Logic", "Microsoft.ManagedIdentity", "Microsoft.OperationalInsights", "Microsoft.Storage",
    "Microsoft.Synapse", "Microsoft.Web",
  ]
  features {}
}

provider "azuread" {}
