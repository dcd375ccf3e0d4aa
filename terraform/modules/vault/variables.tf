variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "name" {
  description = "Name of the vault."
  type        = string
}

variable "tenant_id" {
  description = "The tenant whose principals get in."
  type        = string
}

variable "restricted" {
  description = "Whether only the addresses below and trusted services get in."
  type        = bool
}

variable "allowed_ips" {
  description = "Addresses that may reach it where it is restricted."
  type        = list(string)
}

variable "readers" {
  description = "Principals that read secrets, by what they are."
  type        = map(string)
}

variable "officers" {
  description = "Principals that write secrets, by what they are."
  type        = map(string)
}
