import { expect, it } from "vitest";
import { seatViewOf } from "../../client-sdk/src/seat-state.ts";
import { schemaOf } from "../../rooms/mirror.ts";
import { CROWDED, seatView } from "./views.ts";

const stateWith = (view: Parameters<typeof schemaOf>[0]) => ({ seats: new Map([["ana", schemaOf(view)]]) });

it("[SDK-6] a view comes out of the room's state as it went in: lists, gaps, ids and all", () => {
  expect(seatViewOf(stateWith(CROWDED), "ana")).toEqual(CROWDED);
  expect(seatViewOf(stateWith(seatView()), "ana")).toEqual(seatView());
});

it("[SDK-6] before one's own seat is in the state there is no view", () => {
  expect(seatViewOf(stateWith(seatView()), "ben")).toBeNull();
  expect(seatViewOf(undefined, "ana")).toBeNull();
});
