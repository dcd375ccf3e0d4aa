import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Json } from "../../http.ts";
import { bodyOf, required, wholeNumber } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { invalid, notImitated, notThere } from "../refused.ts";
import type { Policy } from "./policy.ts";

const givenSchema = z.looseObject({
  name: z.string().min(1).max(100),
  definition: z.string().optional(),
  max_clusters_per_user: wholeNumber.min(1, "max_clusters_per_user must be greater than 0").optional(),
});
const editSchema = givenSchema.extend({ policy_id: z.string() });
const deleteSchema = z.object({ policy_id: z.string() });

/** Cluster policies, API 2.0. */
export const policyRoutes: Routes = {
  "POST /api/2.0/policies/clusters/create": {
    answer(context, request) {
      const given = bodyOf(request, givenSchema);
      const id = randomBytes(8).toString("hex").toUpperCase();
      const { now, caller } = context;
      context.policies.put(id, { ...contentOf(context, id, given), created: now(), creator: caller });
      return { status: 200, body: { policy_id: id } };
    },
  },
  "POST /api/2.0/policies/clusters/edit": {
    answer(context, request) {
      const { policy_id: id, ...given } = bodyOf(request, editSchema);
      const { created, creator } = policyAt(context, id);
      context.policies.put(id, { ...contentOf(context, id, given), created, creator });
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.0/policies/clusters/delete": {
    answer(context, request) {
      const { id } = policyAt(context, bodyOf(request, deleteSchema).policy_id);
      context.policies.delete(id);
      context.access.delete(`cluster-policies/${id}`);
      return { status: 200, body: {} };
    },
  },
  "GET /api/2.0/policies/clusters/get": {
    query: ["policy_id"],
    answer: (context, request) => ({
      status: 200,
      body: shown(policyAt(context, required(request, "policy_id"))),
    }),
  },
  "GET /api/2.0/policies/clusters/list": {
    query: ["sort_column", "sort_order"],
    answer({ policies }, { url }) {
      const byName = url.searchParams.get("sort_column") === "POLICY_NAME";
      const sorted = policies
        .all()
        .toSorted((one, other) =>
          byName ? one.name.localeCompare(other.name) : one.created - other.created,
        );
      if (url.searchParams.get("sort_order") === "DESC") sorted.reverse();
      return { status: 200, body: { policies: sorted.map(shown), total_count: sorted.length } };
    },
  },
};

/** Throws a `Refused` where there is none of this id. */
function policyAt({ policies }: DatabricksContext, id: string): Policy {
  const policy = policies.get(id);
  if (policy) return policy;
  throw notThere(`Can't find a cluster policy with id: ${id}.`);
}

/** An edit replaces everything: what it leaves out is gone. */
function contentOf({ policies }: DatabricksContext, id: string, given: z.infer<typeof givenSchema>) {
  const { name, definition, ...rest } = given;
  if (definition === undefined && rest.policy_family_id !== undefined) throw notImitated("policy families");
  if (policies.all().some((other) => other.name === name && other.id !== id)) {
    throw invalid(`A policy with name '${name}' already exists.`);
  }
  const text = definition ?? "{}";
  try {
    JSON.parse(text);
  } catch {
    throw invalid("The policy definition is not valid JSON.");
  }
  return { id, name, definition: text, rest };
}

function shown({ id, name, definition, rest, created, creator }: Policy): Json {
  return {
    policy_id: id,
    name,
    definition,
    ...(rest as Record<string, Json>),
    created_at_timestamp: created,
    creator_user_name: creator,
    is_default: false,
  };
}
