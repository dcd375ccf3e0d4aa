/** Domains of the clouds in which the first label of a host is the name of somebody's account, vault or workspace. */
const serviceDomain =
  /\.(?:core\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)|(?:vault|documents|search|openai|cognitiveservices)\.azure\.(?:com|net|cn|us)|azure\.(?:com|net|cn|us)|azuresynapse\.(?:net|us|cn)|azuredatabricks\.net|databricks\.azure\.(?:us|cn)|azurewebsites\.(?:net|us)|database\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)|servicebus\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)|azurecr\.io|azure-api\.net|azure-devices\.net|kusto\.windows\.net)$/;

/** Hosts that serve everybody; a service domain itself is one too. */
const everybodys =
  /^(?:login\.(?:microsoftonline|partner\.microsoftonline|windows)\.\w+|management\.(?:azure|core|usgovcloudapi|chinacloudapi)\.[\w.]+|(?:vault|dev)\.azure(?:synapse)?\.\w+|graph\.(?:microsoft|windows)\.\w+|(?:storage|database|manage|sql)\.azure\.\w+|dev\.azuresynapse\.\w+|database\.windows\.net|(?:ods|api|monitoring)\.opinsights\.azure\.\w+|www\..*|api\.github\.com|raw\.githubusercontent\.com|schema\.management\.azure\.com)$/;

/** Two or more dots, and letters at the end: `18.0.x-scala2.13` is not a host, `contoso.com` serves everyone. */
const host = /(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){2,8}[a-z]{2,24}(?![\w-])/gi;
/** What stands before a host in addresses and connection strings; elsewhere `a.b.c` may be a column or a method. */
const beforeHost = /(?:\/\/(?:[^/\s@]{1,80}@)?|=\s*(?:tcp:|np:)?)$/i;
const address = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-])/g;
const guid = /(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi;
/** The name of a resource or a resource group in a resource id. */
const resourcePart = /\/(?:resourceGroups|providers\/[\w.]+\/\w+)\/([^/\s"']+)/gi;

/** What a parameter is called whose plain value is the name of something. */
const namesSomething =
  /(?:account|vault|workspace|server|host|endpoint|subscription|tenant|resource_?group|storage|namespace|factory|cluster|policy|principal|client|identity|warehouse)(?:_?(?:name|id|account))?s?(?:\.name|\.id)?$/i;

/** Words that mean the same everywhere: a name made of nothing else is found only as part of a host. */
const everydayWords =
  /^(?:data|lake|house|warehouse|synapse|workspace|analytics|analysis|storage|account|server|sql|database|platform|azure|databricks|adls|gen|raw|bronze|silver|gold|shared|common|default|main|primary|secondary|standard|premium|basic|serverless|incremental|full|daily|nightly|report|reports|reporting|pipeline|notebook|system|assigned|managed|service|private|public|[-_\d])+$/i;
const stages =
  /^(?:prod|production|dev|development|test|testing|stage|staging|uat|qa|sandbox|demo|twin|local)$/i;

/** True when a bare word can hardly be anything but the name it is. */
export function isTelling(name: string): boolean {
  if (everydayWords.test(name) || stages.test(name) || /^0*\d?$/.test(name)) return false;
  const mixed = /[-_\d]/.test(name);
  return name.length >= (mixed ? 6 : 9);
}

/** The names by which the things a text speaks of are known: hosts and their accounts, resource ids, subscriptions. */
export function namesIn(text: string, calledBy = ""): readonly string[] {
  const found = [
    ...hostsIn(text, calledBy).flatMap(hostNames),
    ...matches(text, address).filter((one) => !/^(?:0|127|255)\./.test(one) && one !== "168.63.129.16"),
    ...matches(text, guid).filter((one) => !/^[0-]+$/.test(one)),
    ...[...text.matchAll(resourcePart)].map(([, name = ""]) => name).filter(isTelling),
  ];
  const bare = /^[\w-]{3,90}$/.test(text) && namesSomething.test(calledBy) && isTelling(text);
  return bare ? [...found, text] : found;
}

function hostsIn(text: string, calledBy: string): readonly string[] {
  return [...text.matchAll(host)]
    .filter(
      ({ 0: one, index }) =>
        !everybodys.test(one.toLowerCase()) &&
        (serviceDomain.test(one.toLowerCase()) ||
          beforeHost.test(text.slice(Math.max(0, index - 100), index)) ||
          (one === text && namesSomething.test(calledBy))),
    )
    .map(([one]) => one);
}

/** The name of a Synapse workspace, or its hosts where the name alone does not tell enough. */
export function workspaceNames(workspace: string, suffix = "azuresynapse.net"): readonly string[] {
  // A name that tells enough is found inside its hosts too: `shop-dev` in `shop-dev.sql.azuresynapse.net`.
  if (isTelling(workspace)) return [workspace, `${workspace}-ondemand`];
  const hosts = ["dev", "sql"].map((service) => `${workspace}.${service}.${suffix}`);
  return [...hosts, `${workspace}-ondemand.sql.${suffix}`];
}

/** The account a host belongs to, or all its hosts where its name alone does not tell enough. */
function hostNames(written: string): readonly string[] {
  const name = written.toLowerCase();
  if (!serviceDomain.test(name)) return [name];
  const [first = "", ...rest] = name.split(".");
  const synapse = /^(?:dev|sql)\.(azuresynapse\.\w+)$/.exec(rest.join("."));
  if (synapse) return workspaceNames(first.replace(/-ondemand$/, ""), synapse[1]);
  if (isTelling(first)) return [first];
  const storage = /^(?:dfs|blob|file|queue|table)\.(core\..*)$/.exec(rest.join("."));
  if (!storage) return [name];
  return ["dfs", "blob", "file", "queue", "table"].map((service) => `${first}.${service}.${storage[1]}`);
}

function matches(text: string, expression: RegExp): readonly string[] {
  return text.match(expression) ?? [];
}
