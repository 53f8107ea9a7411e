import type { RequestIdVariables } from "hono/request-id";
import type { User } from "../catalog.js";

/** What a request carries through the middleware. */
export interface AppEnv {
  Variables: RequestIdVariables & {
    /** Who asks; set where a session is required. */
    user: User;
  };
}
