output "target" {
  description = "What the other roots need to know: saved as terraform/targets/ENVIRONMENT.bootstrap.tfvars.json. No secret."
  value = {
    subscription_id          = var.subscription_id
    tenant_id                = data.azurerm_client_config.current.tenant_id
    administrators           = { name = azuread_group.main["administrators"].display_name, object_id = azuread_group.main["administrators"].object_id }
    analysts_group_object_id = azuread_group.main["analysts"].object_id
  }
}

output "backend" {
  description = "Where the state of the other roots is: saved as terraform/targets/ENVIRONMENT.tfbackend.json."
  value = {
    storage_account_name = azurerm_storage_account.state.name
    container_name       = azurerm_storage_container.state.name
    use_azuread_auth     = true
  }
}

output "environments" {
  description = "By environment of the code host: the variables to set in it."
  value = {
    for who, name in local.environments : name => {
      AZURE_CLIENT_ID       = azurerm_user_assigned_identity.main[who].client_id
      AZURE_TENANT_ID       = data.azurerm_client_config.current.tenant_id
      AZURE_SUBSCRIPTION_ID = var.subscription_id
    }
  }
}
