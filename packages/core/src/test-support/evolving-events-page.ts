import { z } from "zod";
import { aggregate, event } from "../model/index.js";

// The code of docs/evolving-events.md: a test holds that it stands there as it stands here.

const base = { id: z.uuid().lowercase(), state: z.object({}), initialState: {}, commands: {} };

// biome-ignore format: as it stands on the page
export const WithNextVersion = aggregate("Training", {
  ...base,
  events: {
    RegistrationCanceled: event({ reason: z.string() })
      .next({ reason: z.string(), by: z.string() }, (v1) => ({ ...v1, by: "unknown" })),
  },
});

export const Renamed = aggregate("Training", {
  ...base,
  events: {
    RegistrationCanceled: event({ reason: z.string() }).alias("RegistrationRevoked"),
  },
});

export const Retired = aggregate("Training", {
  ...base,
  events: {
    VideoSkipped: event({ videoId: z.uuid() }).retired(),
  },
  reserved: { events: ["VideoBookmarked"] },
});
