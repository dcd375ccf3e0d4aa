mock_provider "azurerm" { source = "../mocks" }
mock_provider "azuread" {}

variables {
  project         = "churn"
  environment     = "dev"
  subscription_id = "00000000-0000-0000-0000-000000000001"
  owner           = "data"
}

run "older_repository" {
  command = plan
  variables { github = { owner = "shop", repository = "retention" } }
  assert {
    condition     = azurerm_federated_identity_credential.github["plan"].subject == "repo:shop/retention:environment:plan-dev"
    error_message = "without ids, names make the subject"
  }
  assert {
    condition     = join(" ", keys(output.environments)) == "dev infra-dev infra-plan-dev plan-dev"
    error_message = "four environments a target"
  }
}

run "newer_repository" {
  command = plan
  variables { github = { owner = "shop", repository = "retention", owner_id = "7", repository_id = "9" } }
  assert {
    condition     = azurerm_federated_identity_credential.github["infra"].subject == "repo:shop@7/retention@9:environment:infra-dev"
    error_message = "repositories since July 2026 have ids in their subject"
  }
}

run "azure_devops" {
  command = plan
  variables { azure_devops = { organization = "shop", organization_id = "00000000-0000-0000-0000-000000000005", project = "data" } }
  assert {
    condition     = azurerm_federated_identity_credential.azure_devops["publish"].subject == "sc://shop/data/dev"
    error_message = "the subject is the service connection"
  }
}

run "half_an_id" {
  command = plan
  variables { github = { owner = "shop", repository = "retention", owner_id = "7" } }
  expect_failures = [var.github]
}
