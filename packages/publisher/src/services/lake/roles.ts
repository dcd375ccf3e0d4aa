import { azureRole, type NeededRole, type RolesInput } from "../../doctor/permissions.ts";
import { count } from "../../render/marks.ts";

/** The least role in the file system of a lake. Every write of a directory sets its access, which a Contributor may not. */
export function lakeRoles({
  name: account,
  part,
  steps,
  keepsState,
  assignee,
}: RolesInput): readonly NeededRole[] {
  const written = steps.filter(({ action }) => action === "delete").length;
  const owned = steps.length - written;
  if (steps.length === 0 && !keepsState) return [];
  const id = `$(az storage account show --name ${account} --query id --output tsv)/blobServices/default/containers/${part}`;
  const because = [
    ...(owned > 0 ? [`sets the access of ${count(owned, "lake directory")}`] : []),
    ...(written > 0 ? [`removes ${count(written, "lake directory")}`] : []),
    ...(keepsState ? ["records the release"] : []),
  ].join(", ");
  const role = `Storage Blob Data ${owned > 0 ? "Owner" : "Contributor"}`;
  return [azureRole(role, { scope: `file system ${part} of ${account}`, because, assignee, id })];
}
