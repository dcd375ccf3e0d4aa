variable "place" {
  description = "Where everything of the module goes, and the tags it gets."
  type        = object({ location = string, resource_group_name = string, tags = map(string) })
}

variable "names" {
  description = "Names of the log workspace and of Application Insights."
  type        = object({ logs = string, insights = string })
}

variable "resource_group_id" {
  description = "The group whose costs the budget watches."
  type        = string
}

variable "budget" {
  description = "How much a month may cost in the currency of the subscription, who is told, and the first month, YYYY-MM."
  type        = object({ amount = number, emails = list(string), from = string })
}

variable "publisher_principal_id" {
  description = "Principal of the function, which writes telemetry."
  type        = string
}
