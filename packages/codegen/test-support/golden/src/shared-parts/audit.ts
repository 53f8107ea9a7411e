import { event, rejection } from "@factum/core/model";
import { z } from "zod";

/** Events that several aggregates have. */
export const auditEvents = {
  /** Somebody looked at it. */
  Inspected: event({ by: z.string() }).next({ by: z.string(), on: z.iso.date() }, (v1) => ({
    ...v1,
    on: "2030-01-01",
  })),
};

export const auditRejections = { Locked: rejection("It is locked.") };
