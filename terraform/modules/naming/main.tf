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
  description = "The subscription: names that must be unique in all of Azure end with a digest of it."
  type        = string
}

locals {
  # Never random: every root, and whoever looks for a resource, comes to the same names.
  suffix = substr(sha256("${var.subscription_id}/${var.project}/${var.environment}"), 0, 6)
  # 24 characters are the least that a service allows: 3 of a prefix, 7 of a project, 8 of an environment, 6 of the suffix.
  short = "${substr(var.project, 0, 7)}${var.environment}${local.suffix}"
  long  = "${substr(var.project, 0, 12)}-${var.environment}"
}

output "names" {
  description = "The name of each resource by what it is, within the limits of its service for any project."
  value = {
    resource_group    = "rg-${local.long}"
    bootstrap_group   = "rg-${local.long}-bootstrap"
    state             = "st${local.short}"
    lake              = "dls${local.short}"
    operations        = "ops${local.short}"
    vault             = "kv-${local.short}"
    synapse           = "syn-${local.short}"
    databricks        = "dbw-${local.long}"
    connector         = "dbac-${local.long}"
    function          = "func-${local.short}"
    logic_app         = "logic-${local.long}"
    email             = "acs-${local.short}"
    logs              = "log-${local.long}"
    insights          = "appi-${local.long}"
    capacity          = "fc${local.short}"
    catalog           = "${substr(var.project, 0, 12)}_${var.environment}"
    identity          = { for who in ["plan", "publish", "infra-plan", "infra"] : who => "id-${local.long}-${who}" }
    function_identity = "id-${local.long}-function"
  }
}
