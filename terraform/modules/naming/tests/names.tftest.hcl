variables {
  subscription_id = "00000000-0000-0000-0000-000000000001"
  environment     = "prod"
  project         = "churn"
}

run "short" {
  assert {
    condition     = output.names.lake == "dlschurnprod${substr(sha256("00000000-0000-0000-0000-000000000001/churn/prod"), 0, 6)}"
    error_message = "names end with a digest of subscription, project and environment"
  }
}

run "longest" {
  variables {
    project     = "retentionofsubscribersinallmarkets"
    environment = "approval"
  }
  assert {
    condition     = alltrue([for name in ["state", "lake", "operations"] : can(regex("^[a-z0-9]{3,24}$", output.names[name]))])
    error_message = "a storage account has 3 to 24 lower-case letters and digits"
  }
  assert {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", output.names.vault)) && length(output.names.function) <= 32 && length(output.names.synapse) <= 50
    error_message = "a vault has up to 24 characters, a function app 32 by which its host is known, a workspace 50"
  }
}

run "not_a_name" {
  command = plan
  variables { project = "Churn-2" }
  expect_failures = [var.project]
}
