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

variable "location" {
  description = "Region of the state and of the resource groups."
  type        = string
  default     = "westeurope"
}

variable "owner" {
  description = "Who answers for it: the tag `owner`."
  type        = string
}

variable "github" {
  description = "The repository whose workflows sign in; with both ids for repositories created or renamed after 15 July 2026. Null: none."
  type        = object({ owner = string, repository = string, owner_id = optional(string), repository_id = optional(string) })
  default     = null
  validation {
    condition     = try((var.github.owner_id == null) == (var.github.repository_id == null), true)
    error_message = "github takes both ids, owner_id and repository_id, or neither."
  }
}

variable "azure_devops" {
  description = "The Azure DevOps project whose service connections sign in; each is called like the environment. Null: none."
  type        = object({ organization = string, organization_id = string, project = string })
  default     = null
}
