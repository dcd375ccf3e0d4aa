terraform {
  required_version = ">= 1.11"
  required_providers {
    azurerm    = { source = "hashicorp/azurerm", version = "~> 5.2" }
    databricks = { source = "databricks/databricks", version = "~> 1.128" }
  }
  backend "azurerm" {}
}

provider "azurerm" {
  subscription_id = var.subscription_id
  features {}
}

# A root of its own, so that this is never configured from a workspace that the same plan creates.
provider "databricks" {
  host = "https://${data.azurerm_databricks_workspace.main.workspace_url}"
}
