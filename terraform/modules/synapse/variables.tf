variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "name" {
  description = "Name of the workspace."
  type        = string
}

variable "filesystem_url" {
  description = "The file system that it calls its own, https://ACCOUNT.dfs.core.windows.net/FILESYSTEM."
  type        = string
}

variable "administrators" {
  description = "The group of Entra that administers SQL: its name and object id, and the tenant."
  type        = object({ name = string, object_id = string, tenant_id = string })
}

variable "restricted" {
  description = "Whether data may leave only through approved private endpoints."
  type        = bool
}

variable "allowed_ips" {
  description = "Addresses that reach its endpoints, each by a rule of its own."
  type        = list(string)
}

variable "roles" {
  description = "Roles of Synapse: the role, the principal and what kind of principal it is, by a name for the assignment."
  type        = map(object({ role = string, principal_id = string, principal_type = string }))
}

variable "logs_id" {
  description = "Log workspace that gets its diagnostics."
  type        = string
}
