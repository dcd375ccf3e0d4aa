variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "name" {
  description = "Name of the storage account."
  type        = string
}

variable "filesystem" {
  description = "Name of the file system that holds data and state."
  type        = string
}

variable "restricted" {
  description = "Whether only the networks and resources below get in."
  type        = bool
}

variable "allowed_ips" {
  description = "Addresses that may reach it where it is restricted."
  type        = list(string)
}

variable "connector_id" {
  description = "The access connector of Databricks, which gets in where the lake is restricted."
  type        = string
}

variable "readers" {
  description = "Principals that read the file system, by what they are."
  type        = map(string)
}

variable "writers" {
  description = "Principals that write to the file system, by what they are."
  type        = map(string)
}

variable "owners" {
  description = "Principals that set access of directories, by what they are."
  type        = map(string)
}
