import type { Request, Response } from "express";
import { describe, expect, it } from "vitest";
import { answerErrors } from "../../../server/http/problem.ts";

const QUIET = { info: () => {}, error: () => {} };

/** The status that an error of a route is answered with. */
function statusOf(error: unknown): number {
  let status = 0;
  const response = {
    headersSent: false,
    status: (given: number) => {
      status = given;
      return response;
    },
    type: () => response,
    send: () => response,
  };
  answerErrors(QUIET)(error, { method: "GET" } as Request, response as unknown as Response, () => {});
  return status;
}

describe("what a route throws", () => {
  it.each<[string, unknown]>([
    ["a row that somebody else holds", Object.assign(new Error("lock timeout"), { code: "55P03" })],
    ["a statement that took too long", Object.assign(new Error("timeout"), { code: "57014" })],
    ["a deadlock", Object.assign(new Error("deadlock"), { code: "40P01" })],
    ["a database that shuts down", Object.assign(new Error("going down"), { code: "57P01" })],
    ["a database that is not there", Object.assign(new Error("refused"), { code: "ECONNREFUSED" })],
    ["no connection left", new Error("timeout exceeded when trying to connect")],
  ])("[API-40] %s passes: the caller is told to try again soon", (_what, error) => {
    expect(statusOf(error)).toBe(503);
  });

  it.each<[string, unknown]>([
    ["a column that is not there", Object.assign(new Error("no such column"), { code: "42703" })],
    ["a row that a policy refuses", Object.assign(new Error("policy"), { code: "42501" })],
    ["a slip of ours", new TypeError("undefined is not a function")],
    ["something that is no error", "a text"],
  ])("[API-41] %s is our mistake", (_what, error) => {
    expect(statusOf(error)).toBe(500);
  });
});
