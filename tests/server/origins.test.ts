import { describe, expect, it } from "vitest";
import { originAllowed } from "../../server/http/origins.ts";

const LISTED = ["https://table.example"];
const allowed = (origin: string | undefined, host: string | undefined) => originAllowed(origin, host, LISTED);

describe("pages that may use the server", () => {
  it.each([
    ["http://127.0.0.1:2567", "127.0.0.1:2567"],
    ["http://localhost:2567", "localhost:2567"],
    ["http://[::1]:2567", "[::1]:2567"],
    ["http://192.168.1.5:2567", "192.168.1.5:2567"],
    ["https://table.example", "table.example"],
    ["https://table.example", "127.0.0.1:2567"],
  ])("[ORG-1] %s opened at %s passes", (origin, host) => {
    expect(allowed(origin, host)).toBe(true);
  });

  it("[ORG-2] a program that is no browser sends no origin and passes with its own token alone", () => {
    expect(allowed(undefined, "127.0.0.1:2567")).toBe(true);
  });

  it.each([
    ["https://evil.example", "127.0.0.1:2567"],
    ["null", "127.0.0.1:2567"],
    ["http://localhost:9999", "localhost:2567"],
    ["https://table.example.evil.example", "table.example"],
    ["https://eviltable.example", "table.example"],
    ["http://table.example", "table.example"],
    ["https://table.example:444", "table.example"],
    ["http://rebound.example:2567", "rebound.example:2567"],
    ["http://127.0.0.1:2567/", "127.0.0.1:2567"],
    ["", "127.0.0.1:2567"],
    ["http://127.0.0.1:2567", undefined],
  ])("[ORG-3] %s at %s does not", (origin, host) => {
    expect(allowed(origin, host)).toBe(false);
  });
});
