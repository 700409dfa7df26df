/** Where several servers tell each other which of them has which room. One server alone needs nothing of it. */
import type { IRoomCache, ServerOptions } from "@colyseus/core";
import { matchMaker } from "@colyseus/core";
import { RedisDriver } from "@colyseus/redis-driver";
import { RedisPresence } from "@colyseus/redis-presence";
import { Redis } from "ioredis";
import type { Config } from "./config.ts";

type Registry = Pick<ServerOptions, "driver" | "presence" | "publicAddress" | "selectProcessIdToCreateRoom">;

/**
 * A list of rooms in which an id stands once: of two servers that make one session's room at the same moment, the
 * second learns that it is not the first. The driver itself would let the later one overwrite the earlier.
 */
class OnceDriver extends RedisDriver {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    super(redis);
    this.#redis = redis;
  }

  async insert(room: IRoomCache): Promise<boolean> {
    return (await this.#redis.hsetnx("roomcaches", room.roomId, JSON.stringify(room))) === 1;
  }
}

/** With REDIS_URL the servers that share it find each other's rooms; a room is made where it is first asked for. */
export function openRegistry({ redisUrl, publicAddress, host, port }: Config): Registry {
  if (redisUrl === null) return {};
  const connect = () => new Redis(redisUrl, { maxRetriesPerRequest: 2 });
  return {
    driver: new OnceDriver(connect()),
    presence: new RedisPresence(redisOptions(redisUrl)),
    publicAddress: publicAddress ?? `${host}:${port}`,
    selectProcessIdToCreateRoom: async () => matchMaker.processId,
  };
}

/** The presence makes two connections of its own from options. */
function redisOptions(url: string) {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  return {
    host: hostname,
    port: port === "" ? 6379 : Number(port),
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 ? { db: Number(pathname.slice(1)) } : {}),
    ...(protocol === "rediss:" ? { tls: {} } : {}),
  };
}
