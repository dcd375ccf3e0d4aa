import { z } from "zod";
import type { Json, TwinRequest, TwinResponse } from "../../http.ts";
import { bodyOf } from "../asked.ts";
import type { DatabricksContext, Route, Routes } from "../context.ts";
import { invalid } from "../refused.ts";
import {
  type AccessItem,
  type AccessList,
  accessItemSchema,
  principalOf,
  principals,
} from "./access-list.ts";
import { type Securable, securableAt } from "./securable.ts";

const bodySchema = z.object({ access_control_list: z.array(accessItemSchema).default([]) });

/** Permissions of directories, notebooks, files, jobs and cluster policies, API 2.0. */
export const permissionRoutes: Routes = {
  "GET /api/2.0/permissions/*": { answer: read },
  // Replaces the direct entries.
  "PUT /api/2.0/permissions/*": writes((_, given) => given),
  // Merges them by principal.
  "PATCH /api/2.0/permissions/*": writes((before, given) => {
    const named = new Set(given.map(principalOf));
    return [...before.filter((item) => !named.has(principalOf(item))), ...given];
  }),
};

function read(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const [type = "", id = "", more] = request.segments.slice(3);
  const securable = securableAt(context, type, id);
  if (more === undefined) return { status: 200, body: shown(context, securable) };
  if (more !== "permissionLevels") throw invalid(`No permissions are found at ${request.url.pathname}.`);
  const permission_levels = securable.levels.map((level) => ({
    permission_level: level,
    description: level.toLowerCase().replaceAll("_", " "),
  }));
  return { status: 200, body: { permission_levels } };
}

function writes(combine: (before: AccessList, given: AccessList) => AccessList): Route {
  return {
    answer(context, request) {
      const [type = "", id = ""] = request.segments.slice(3);
      const securable = securableAt(context, type, id);
      const given = bodyOf(request, bodySchema).access_control_list;
      for (const item of given) checkItem(securable, item);
      const list = combine(context.access.get(securable.key) ?? securable.initial, given);
      const owners = list.filter(({ permission_level }) => permission_level === "IS_OWNER");
      if (securable.type === "job" && owners.length !== 1)
        throw invalid("The job must have exactly one owner.");
      if (owners.some(({ group_name }) => group_name !== undefined))
        throw invalid("Groups can not be owners.");
      context.access.put(securable.key, list);
      return { status: 200, body: shown(context, securable) };
    },
  };
}

function checkItem({ levels, type }: Securable, item: AccessItem): void {
  if (principals.filter((name) => item[name] !== undefined).length !== 1) {
    throw invalid("Each entry must have exactly one of user_name, group_name and service_principal_name.");
  }
  if (!levels.includes(item.permission_level)) {
    throw invalid(
      `Permission level ${item.permission_level} is not one of ${levels.join(", ")}, those of a ${type}.`,
    );
  }
}

/** The answer, whose shape is not that of a request: each principal once, with what it has and from where. */
function shown({ access }: DatabricksContext, { id, type, key, initial, inherited }: Securable): Json {
  const direct = (access.get(key) ?? initial).map((item) => ({ item, from: undefined }));
  const byPrincipal = Map.groupBy([...direct, ...inherited], ({ item }) => principalOf(item));
  const list = [...byPrincipal.values()].map((entries) => {
    const { permission_level: _, ...principal } = entries[0]?.item ?? ({} as AccessItem);
    return {
      ...(principal as Record<string, string>),
      display_name: Object.values(principal)[0] ?? "",
      all_permissions: entries.map(({ item, from }) => ({
        permission_level: item.permission_level,
        inherited: from !== undefined,
        ...(from === undefined ? {} : { inherited_from_object: [from] }),
      })),
    };
  });
  return { object_id: id, object_type: type, access_control_list: list };
}
