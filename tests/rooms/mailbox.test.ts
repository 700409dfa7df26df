import { expect, test } from "vitest";
import { Mailbox } from "../../rooms/mailbox.ts";

test("[MBX-1] commands of one session run one at a time, in the order they came", async () => {
  const mailbox = new Mailbox(10);
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    await Promise.resolve();
    log.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all([
    mailbox.post(work("a")),
    mailbox.post(work("b")),
    mailbox.post(work("c")),
  ]);
  expect(results).toEqual(["a", "b", "c"]);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(mailbox.size).toBe(0);
});

test("[MBX-2] a full mailbox takes nothing more, and takes again once there is room", async () => {
  const mailbox = new Mailbox(2);
  const first = mailbox.post(async () => 1);
  const second = mailbox.post(async () => 2);
  expect(mailbox.post(async () => 3)).toBeNull();
  expect(await Promise.all([first, second])).toEqual([1, 2]);
  await mailbox.idle();
  expect(await mailbox.post(async () => 4)).toBe(4);
});

test("[MBX-3] work that fails does not hold up the next", async () => {
  const mailbox = new Mailbox(4);
  const bad = mailbox.post(async () => {
    throw new Error("broken");
  });
  const good = mailbox.post(async () => "fine");
  await expect(bad).rejects.toThrow("broken");
  expect(await good).toBe("fine");
});
