import { z } from "zod";
import type { Command } from "../../decider/command.js";
import type { DomainEvent } from "../../decider/domain-event.js";
import type { Rejection } from "../../decider/rejection.js";
import { aggregate, event, rejection } from "../../model/index.js";

// An aggregate whose every answer tells the state and the version that it was decided on: no stale one goes unnoticed.

const told = { balance: z.int(), version: z.int(), entry: z.string(), at: z.string() };
const refused = { balance: z.int(), limit: z.int(), version: z.int() };
const Amount = z.object({ amount: z.int() });

export function accountModel(scale: number, snapshotEvery: number) {
  return aggregate("Account", {
    id: z.string().min(1),
    // Snapshots of the other scale do not fit: they have another key.
    state: z.object({ [`times${scale}`]: z.int(), limit: z.int(), closed: z.boolean() }),
    initialState: { [`times${scale}`]: 0, limit: 0, closed: false },
    snapshots: { every: snapshotEvery, foldVersion: 1 },
    events: {
      Deposited: event({ amount: z.int(), ...told }),
      Withdrawn: event({ amount: z.int(), ...told }),
      LimitSet: event({ limit: z.int(), ...told }),
      Closed: event(told),
      Opened: event(told),
    },
    rejections: {
      IsClosed: rejection("This account is closed.", refused),
      Insufficient: rejection("There is not enough money.", refused),
      NotEmpty: rejection("There is money left.", refused),
    },
    commands: {
      Deposit: { data: Amount.shape, emits: ["Deposited"], rejects: ["IsClosed"] },
      Withdraw: { data: Amount.shape, emits: ["Withdrawn"], rejects: ["IsClosed", "Insufficient"] },
      SetLimit: { data: { limit: z.int() }, emits: ["LimitSet"], rejects: ["IsClosed"] },
      Close: { data: {}, emits: ["Closed"], rejects: ["NotEmpty"] },
      Open: { data: {}, emits: ["Opened"] },
      Audit: { data: {}, emits: [] },
    },
  });
}

export interface Told {
  /** After the event. */
  readonly balance: number;
  /** That it was decided on. */
  readonly version: number;
  /** The decision's id for it. */
  readonly entry: string;
  /** The decision's time. */
  readonly at: string;
}
type Moved = Told & { readonly amount: number };
export type AccountEvent =
  | DomainEvent<"Deposited", Moved>
  | DomainEvent<"Withdrawn", Moved>
  | DomainEvent<"LimitSet", Told & { readonly limit: number }>
  | DomainEvent<"Closed", Told>
  | DomainEvent<"Opened", Told>;
type NoData = Readonly<Record<never, never>>;
export type AccountCommand =
  | Command<"Deposit", { readonly amount: number }>
  | Command<"Withdraw", { readonly amount: number }>
  | Command<"SetLimit", { readonly limit: number }>
  | Command<"Close", NoData>
  | Command<"Open", NoData>
  | Command<"Audit", NoData>;
export type Refusal = Rejection<string, { readonly balance: number; readonly limit: number; readonly version: number }>;
