variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "names" {
  description = "Names of the workspace and of its access connector."
  type        = object({ workspace = string, connector = string })
}
