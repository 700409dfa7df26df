import { z } from "zod";
import type { Backstage } from "../backstage.ts";
import type { RunningFile } from "../running-file.ts";
import { linesOf } from "../session-file.ts";
import { CliError } from "./globals.ts";

const ANSWER_MS = 2_000;

/** The same work, done by the server that holds the data directory. */
export function remoteBackstage({
  address,
  token,
}: RunningFile): Backstage & { answers(): Promise<boolean> } {
  const call = async (
    method: "GET" | "POST",
    path: string,
    body?: string,
    type = "application/jsonl",
  ): Promise<Response> => {
    const response = await fetch(`${address}/api/local/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": type }),
      },
      ...(body === undefined ? {} : { body }),
    });
    if (response.ok) return response;
    const problem = z.object({ detail: z.string() }).safeParse(await response.json().catch(() => null));
    throw new CliError(problem.success ? problem.data.detail : `The server answered ${response.status}.`);
  };
  const json = async (method: "GET" | "POST", path: string, body?: string) =>
    (await call(method, path, body)).json();

  return {
    async answers() {
      try {
        const signal = AbortSignal.timeout(ANSWER_MS);
        const headers = { Authorization: `Bearer ${token}` };
        return (await fetch(`${address}/api/local/ping`, { headers, signal })).ok;
      } catch {
        return false;
      }
    },
    sessions: () => json("GET", "sessions"),
    async *exportLines(session) {
      const { body } = await call("GET", `sessions/${encodeURIComponent(session)}/export`);
      if (body === null) throw new CliError("The server sent nothing.");
      yield* linesOf(body.pipeThrough(new TextDecoderStream()));
    },
    importSession: (file) => json("POST", "import", file),
    seed: () => json("POST", "seed"),
    rebuild: (session) =>
      json("POST", session === null ? "rebuild" : `rebuild?session=${encodeURIComponent(session)}`),
    setRole: async (email, role) =>
      void (await call("POST", "role", JSON.stringify({ email, role }), "application/json")),
    close: async () => {},
  };
}
