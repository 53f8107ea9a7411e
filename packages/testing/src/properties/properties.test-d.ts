import type { Arbitrary } from "fast-check";
import { visitors } from "../test-support/door.js";
import { givenMeter, type MeterCommand, type MeterEvent } from "../test-support/meter.js";
import { anyCommand, anyEvent, anyHistory, deciderProperties, readModelProperties } from "./index.js";

// Arbitraries are typed by the aggregate. `tsc` checks it: an expected error that does not come is an error.

const given = givenMeter();

anyHistory(given) satisfies Arbitrary<readonly MeterEvent[]>;
anyCommand(given) satisfies Arbitrary<MeterCommand>;
anyEvent(given) satisfies Arbitrary<MeterEvent>;
// @ts-expect-error events are no commands
anyEvent(given) satisfies Arbitrary<MeterCommand>;

deciderProperties(given, { runs: 10 });
// @ts-expect-error there is no such option
deciderProperties(given, { run: 10 });
// @ts-expect-error it takes the testkit's given, not the read model
deciderProperties(visitors);

readModelProperties(visitors, [given]);
// @ts-expect-error a read model has the givens of its aggregates in a list
readModelProperties(visitors, given);
