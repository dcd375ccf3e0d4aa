output "publisher" {
  description = "All that the publisher has to know; nothing in it is a secret. schema_version grows when a member goes or changes its meaning."
  value = {
    schema_version    = 1
    environment       = var.environment
    tenant_id         = var.tenant_id
    subscription_id   = var.subscription_id
    resource_group_id = data.azurerm_resource_group.main.id
    location          = local.place.location
    synapse = {
      name               = local.names.synapse
      resource_id        = module.synapse.id
      dev_endpoint       = "https://${local.names.synapse}.dev.azuresynapse.net"
      serverless_host    = "${local.names.synapse}-ondemand.sql.azuresynapse.net"
      identity_object_id = module.synapse.principal_id
    }
    lake = {
      account    = local.names.lake
      filesystem = local.filesystem
      root       = "abfss://${local.filesystem}@${local.names.lake}.dfs.core.windows.net"
    }
    operations = {
      account      = local.names.operations
      queue_url    = module.operations.queue_url
      queue        = "prediction-churning"
      poison_queue = "prediction-churning-poison"
    }
    databricks = {
      url                = module.databricks.url
      resource_id        = module.databricks.id
      identity_object_id = module.databricks.connector_principal_id
      catalog            = local.names.catalog
      schema             = "churn"
    }
    key_vault = { uri = module.vault.uri }
    function  = { name = local.names.function, resource_id = module.function.id, url = module.function.url }
    logic_app = {
      name                 = local.names.logic_app
      resource_id          = module.notification.logic_app_id
      queues_connection_id = module.notification.queues_connection_id
    }
    email    = module.notification.email
    analysts = { group_object_id = var.analysts_group_object_id }
  }
}
