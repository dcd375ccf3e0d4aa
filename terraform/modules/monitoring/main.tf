resource "azurerm_log_analytics_workspace" "main" {
  name                         = var.names.logs
  resource_group_name          = var.place.resource_group_name
  location                     = var.place.location
  tags                         = var.place.tags
  retention_in_days            = 30
  daily_quota_gb               = 1
  local_authentication_enabled = false
}

resource "azurerm_application_insights" "main" {
  name                         = var.names.insights
  resource_group_name          = var.place.resource_group_name
  location                     = var.place.location
  tags                         = var.place.tags
  workspace_id                 = azurerm_log_analytics_workspace.main.id
  application_type             = "Node.JS"
  local_authentication_enabled = false
}

resource "azurerm_role_assignment" "telemetry" {
  scope                = azurerm_application_insights.main.id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = var.publisher_principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_consumption_budget_resource_group" "main" {
  name              = "monthly"
  resource_group_id = var.resource_group_id
  amount            = var.budget.amount
  time_grain        = "Monthly"
  time_period {
    start_date = "${var.budget.from}-01T00:00:00Z"
  }
  dynamic "notification" {
    for_each = [50, 90, 100]
    content {
      operator       = "GreaterThanOrEqualTo"
      threshold      = notification.value
      contact_emails = var.budget.emails
    }
  }
}

output "logs_id" {
  description = "Resource id of the log workspace."
  value       = azurerm_log_analytics_workspace.main.id
}

output "insights_connection" {
  description = "Where telemetry goes; no credential, for local authentication is off."
  value       = azurerm_application_insights.main.connection_string
  sensitive   = true
}
