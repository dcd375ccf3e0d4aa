variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "name" {
  description = "Name of the storage account."
  type        = string
}

variable "sender_principal_id" {
  description = "Principal of the function, which sends messages and keeps its host's files here."
  type        = string
}

variable "receiver_principal_id" {
  description = "Principal of the logic app, which takes messages off the queue."
  type        = string
}
