variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "names" {
  description = "Names of the logic app and of the communication services."
  type        = object({ logic_app = string, email = string })
}

variable "resource_group_id" {
  description = "Resource id of the group everything is in."
  type        = string
}

variable "subscription_id" {
  description = "The subscription, whose managed connectors are used."
  type        = string
}

variable "data_location" {
  description = "Where e-mail is kept at rest."
  type        = string
}
