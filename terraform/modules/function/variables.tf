variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "name" {
  description = "Name of the app."
  type        = string
}

variable "resource_group_id" {
  description = "Resource id of the group it is in."
  type        = string
}

variable "identity" {
  description = "The identity it runs as: resource id and client id."
  type        = object({ id = string, client_id = string })
}

variable "operations" {
  description = "The account of its host: name, queue endpoint, container of its code."
  type        = object({ account = string, queue_url = string, deployments_url = string })
}

variable "insights_connection" {
  description = "Where telemetry goes."
  type        = string
  sensitive   = true
}
