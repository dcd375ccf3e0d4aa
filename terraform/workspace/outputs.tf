output "catalog" {
  description = "The catalog and its schema, as platform names them to the publisher."
  value       = { catalog = databricks_catalog.main.name, schema = databricks_schema.main.name }
}
