import type { HttpSession } from "../http/requests.ts";
import type { PollPace } from "./poll-pace.ts";

/** What all requests to one workspace share. */
export interface Session extends HttpSession {
  readonly pace: PollPace;
}
