import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../server/config.ts";

describe("the operator's settings", () => {
  it("[CFG-1] nothing has to be set for a first start, and the defaults are local", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 2567,
      host: "127.0.0.1",
      dataDir: resolve(".skald"),
      databaseUrl: null,
      databaseUnsafeOk: false,
      model: null,
    });
  });

  it("[CFG-2] every problem is named at once, by its variable, and no value is repeated", () => {
    const secret = "hunter2-hunter2";
    const wrong = {
      PORT: "99999",
      DATABASE_URL: `mysql://u:${secret}@db/x`,
      PUBLIC_ORIGINS: "https://table.example/path",
      MODEL_API_KEY: secret,
      LOG_LEVEL: "loud",
    };
    let caught: unknown;
    try {
      readConfig(wrong);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigError);
    const message = String(caught);
    for (const name of ["PORT", "DATABASE_URL", "PUBLIC_ORIGINS", "LOG_LEVEL"])
      expect(message).toContain(name);
    expect(message).not.toContain(secret);
  });

  it("[CFG-3] a model needs both its address and its name", () => {
    expect(() => readConfig({ MODEL_BASE_URL: "http://127.0.0.1:1/v1" })).toThrow("MODEL_NAME");
    expect(() => readConfig({ MODEL_NAME: "m" })).toThrow("MODEL_BASE_URL");
    expect(readConfig({ MODEL_BASE_URL: "http://127.0.0.1:1/v1", MODEL_NAME: "m" }).model).toEqual({
      baseUrl: "http://127.0.0.1:1/v1",
      apiKey: "",
      name: "m",
    });
  });

  it("[CFG-4] an empty variable counts as not set", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", RULES_PATHS: "" })).toEqual(readConfig({}));
  });
});
