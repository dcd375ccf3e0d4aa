variable "project" {
  description = "What the estate is called, in lower-case letters and digits."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9]*$", var.project))
    error_message = "project must begin with a letter and consist of lower-case letters and digits."
  }
}

variable "environment" {
  description = "Which target: dev, test, prod."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,7}$", var.environment))
    error_message = "environment must be 2 to 8 lower-case letters and digits, and begin with a letter."
  }
}

variable "subscription_id" {
  description = "The subscription that everything is in."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id must be a GUID in lower case: `az account show --query id`."
  }
}

variable "tenant_id" {
  description = "The tenant that everybody signs in to."
  type        = string
}

variable "administrators" {
  description = "The group of Entra that administers Synapse and its SQL."
  type        = object({ name = string, object_id = string })
}

variable "analysts_group_object_id" {
  description = "The group of those who look at results."
  type        = string
}

variable "owner" {
  description = "Who answers for it: the tag `owner`."
  type        = string
}

variable "network_mode" {
  description = "public-entra: public endpoints, no keys, everybody signs in to Entra. restricted: only the given addresses and resources, and data leaves only through approved private endpoints."
  type        = string
  default     = "public-entra"
  validation {
    condition     = contains(["public-entra", "restricted"], var.network_mode)
    error_message = "network_mode must be public-entra or restricted."
  }
}

variable "allowed_ips" {
  description = "IPv4 addresses that get in where the network is restricted: of people and of runners."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for ip in var.allowed_ips : can(regex("^\\d{1,3}(\\.\\d{1,3}){3}$", ip)) && ip != "0.0.0.0"])
    error_message = "allowed_ips takes single IPv4 addresses, as 203.0.113.7."
  }
  validation {
    condition     = var.network_mode != "restricted" || length(var.allowed_ips) > 0
    error_message = "network_mode restricted needs allowed_ips: without one nobody, Terraform included, reaches the workspace."
  }
}

variable "budget" {
  description = "How much a month may cost in the currency of the subscription, who is told, and the first month, YYYY-MM."
  type        = object({ amount = number, emails = list(string), from = string })
  validation {
    condition     = var.budget.amount > 0 && length(var.budget.emails) > 0 && can(regex("^20\\d\\d-(0[1-9]|1[0-2])$", var.budget.from))
    error_message = "budget needs an amount above 0, somebody to tell, and a month as 2027-01."
  }
}

variable "data_location" {
  description = "Where e-mail is kept at rest."
  type        = string
  default     = "Europe"
}

variable "fabric_capacity" {
  description = "A Fabric capacity for the report: its size and who administers it. Null, as by default: none, for the smallest costs about 250 euros a month."
  type        = object({ size = string, administrators = list(string) })
  default     = null
}
