mock_provider "azurerm" { source = "../mocks" }
mock_provider "azapi" {}
mock_provider "random" {}

variables {
  project                  = "churn"
  environment              = "dev"
  subscription_id          = "00000000-0000-0000-0000-000000000001"
  tenant_id                = "00000000-0000-0000-0000-000000000002"
  administrators           = { name = "churn-dev-administrators", object_id = "00000000-0000-0000-0000-000000000003" }
  analysts_group_object_id = "00000000-0000-0000-0000-000000000004"
  owner                    = "data"
  budget                   = { amount = 300, emails = ["data@example.com"], from = "2027-01" }
}

run "default" {
  command = plan
  assert {
    condition     = length(azurerm_fabric_capacity.main) == 0
    error_message = "a capacity costs money whether or not it is used: none unless it is asked for"
  }
  assert {
    condition     = output.publisher.schema_version == 1
    error_message = "the publisher reads schema 1"
  }
  assert {
    condition     = output.publisher.lake.root == "abfss://churn@${output.publisher.lake.account}.dfs.core.windows.net"
    error_message = "the root of the lake is its file system"
  }
}

run "every_switch" {
  command = plan
  variables {
    network_mode    = "restricted"
    allowed_ips     = ["203.0.113.7"]
    fabric_capacity = { size = "F2", administrators = ["admin@example.com"] }
  }
  assert {
    condition     = length(azurerm_fabric_capacity.main) == 1
    error_message = "a capacity that is asked for is made"
  }
}

run "restricted_without_addresses" {
  command = plan
  variables { network_mode = "restricted" }
  expect_failures = [var.allowed_ips]
}

run "wrong_values" {
  command = plan
  variables {
    project      = "Churn"
    environment  = "production-of-all"
    network_mode = "private"
    budget       = { amount = 0, emails = [], from = "January" }
  }
  expect_failures = [var.project, var.environment, var.network_mode, var.budget]
}

run "all_addresses" {
  command = plan
  variables { allowed_ips = ["0.0.0.0"] }
  expect_failures = [var.allowed_ips]
}
