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

