output "account_id" {
  description = "Resource id of the account."
  value       = azurerm_storage_account.main.id
}

output "url" {
  description = "The DFS endpoint, without a slash at the end."
  value       = "https://${var.name}.dfs.core.windows.net"
}

output "filesystem_url" {
  description = "The file system, once it exists."
  value       = "https://${var.name}.dfs.core.windows.net/${azurerm_storage_container.main.name}"
}
