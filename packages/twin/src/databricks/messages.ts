import { z } from "zod";

/** One cell of a notebook, with the line of the file where its text begins. */
const cellSchema = z.object({
  number: z.number(),
  line: z.number(),
  language: z.string(),
  text: z.string(),
});
export type Cell = z.infer<typeof cellSchema>;

export const parsedSchema = z.object({ cells: z.array(cellSchema) });

const failureSchema = z.object({
  notebook: z.string(),
  /** From 1; 0 where the notebook could not be read. */
  cell: z.number(),
  /** Line of the file, from 1. */
  line: z.number(),
  type: z.string(),
  message: z.string(),
  /** The lines of the workspace that led there, the last one innermost. */
  traceback: z.array(z.string()),
});

const always = {
  seconds: z.number(),
  /** Task values that the notebook set, by their keys; absent where it set none. */
  values: z.record(z.string(), z.json()).optional(),
};

/** How a run of a notebook ended. */
export const ranSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("success"), exit: z.string(), ...always }),
  z.object({ status: z.literal("failed"), failure: failureSchema, ...always }),
]);
export type Ran = z.infer<typeof ranSchema>;

const eventSchema = z.discriminatedUnion("event", [
  z.object({ id: z.number(), event: z.literal("output"), line: z.string() }),
  z.object({ id: z.number(), event: z.literal("html"), html: z.string() }),
]);
/** What a notebook shows while it runs. */
export type ClusterEvent = z.infer<typeof eventSchema>;

/** What the process says: an event of a request, its answer, or why there is none. */
export const messageSchema = z.union([
  eventSchema,
  z.object({ id: z.number(), error: z.string() }),
  z.object({ id: z.number(), answer: z.unknown() }),
]);
