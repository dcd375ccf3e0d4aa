import { stringify } from "yaml";
import type { NewProject } from "./project-files.ts";

/** What stands where the repository of this program is: people publish it under names of their own. */
const ownerStandIn = "OWNER";

/** The workflow that has the action do its work: plans on pull requests, applies what is merged, looks for drift. */
export function workflowText({ environment, branch, place, version }: NewProject): string {
  const [open, close] = ["$" + "{{", "}}"];
  const expression = (text: string) => `${open} ${text} ${close}`;
  const isApply = "github.event_name == 'push'";
  const workflow = {
    name: "retain",
    on: {
      pull_request: null,
      push: { branches: [branch] },
      schedule: [{ cron: "17 5 * * *" }],
      workflow_dispatch: null,
    },
    permissions: {},
    concurrency: {
      group: `${environment}-${expression("github.event_name")}-${expression("github.ref")}`,
      "cancel-in-progress": false,
    },
    jobs: {
      retain: {
        "runs-on": "ubuntu-24.04",
        "timeout-minutes": 60,
        environment: expression(`${isApply} && '${environment}' || 'plan-${environment}'`),
        permissions: {
          contents: "read",
          "id-token": "write",
          "pull-requests": "write",
          issues: "write",
        },
        steps: [
          {
            uses: "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd",
            with: { "persist-credentials": false },
          },
          {
            uses: `${ownerStandIn}/retain@v${version}`,
            with: {
              environment,
              ...(place === "" ? {} : { "working-directory": place }),
              "client-id": expression("vars.AZURE_CLIENT_ID"),
              "tenant-id": expression("vars.AZURE_TENANT_ID"),
              "subscription-id": expression("vars.AZURE_SUBSCRIPTION_ID"),
            },
          },
        ],
      },
    },
  };
  const head = "# Plans on pull requests, applies what is merged, looks for drift every night.\n";
  return `${head}${print(workflow)}`.replace(/(actions\/checkout@\w+)/, "$1 # v6.0.2");
}

/** The pipeline that has the template of Azure DevOps do the same. */
export function azureDevopsText({ environment, branch, place, version }: NewProject): string {
  const pipeline = {
    trigger: { branches: { include: [branch] } },
    schedules: [{ cron: "17 5 * * *", displayName: "drift", branches: { include: [branch] }, always: true }],
    resources: {
      repositories: [
        {
          repository: "retain",
          type: "github",
          endpoint: "github",
          name: `${ownerStandIn}/retain`,
          ref: `refs/tags/v${version}`,
        },
      ],
    },
    stages: [
      {
        template: "azure-devops/retain.yml@retain",
        parameters: {
          environment,
          planConnection: `retain-plan-${environment}`,
          applyConnection: `retain-${environment}`,
          branch: `refs/heads/${branch}`,
          ...(place === "" ? {} : { workingDirectory: place }),
        },
      },
    ],
  };
  const head = "# Plans on pull requests, applies what is merged, looks for drift every night.\n";
  return `${head}${print(pipeline)}`;
}

function print(value: unknown): string {
  return stringify(value, { nullStr: "", lineWidth: 0 }).replace(/: \n/g, ":\n");
}
