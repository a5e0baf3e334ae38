import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createKit, SENT_AT } from "./testkit.ts";
import { inTurn, Turns } from "./turns.ts";

const stating = (text: string) => ({ header: (name: string) => (name === "x-test-turn" ? text : undefined) });

test("whatever order they arrive in, requests of a run are carried out by their numbers, and runs do not wait for each other", async () => {
  const arrivals = fc.shuffledSubarray([...Array(8).keys()], { minLength: 8 });
  await fc.assert(
    fc.asyncProperty(arrivals, arrivals, async (left, right) => {
      const turns = new Turns();
      const done: Record<string, number[]> = { left: [], right: [] };
      const carry = (run: "left" | "right", number: number) => {
        const turn = turns.of(stating(`${run}/${number}`));
        return inTurn(turn, async () => {
          await turn.come;
          await Promise.resolve();
          done[run]?.push(number);
        });
      };
      await Promise.all(left.flatMap((number, at) => [carry("left", number), carry("right", right[at] ?? 0)]));
      expect(done).toEqual({ left: [0, 1, 2, 3, 4, 5, 6, 7], right: [0, 1, 2, 3, 4, 5, 6, 7] });
    }),
  );
});

test("where one fails, or does not come within a minute, none after it is carried out", async () => {
  const turns = new Turns();
  const second = turns.of(stating("a/1"));
  await expect(inTurn(turns.of(stating("a/0")), () => Promise.reject(new Error("full")))).rejects.toThrow("full");
  await expect(second.come).rejects.toThrow("overloaded");
  await expect(turns.of(stating("a/2")).come).rejects.toThrow("overloaded");
  vi.useFakeTimers();
  try {
    const alone = turns.of(stating("b/1"));
    vi.advanceTimersByTime(60_000);
    await expect(alone.come).rejects.toThrow("overloaded");
  } finally {
    vi.useRealTimers();
  }
});

test("clock, learners and events sent side by side come in in their order; outside a test nobody has to wait", async () => {
  const kit = await createKit();
  const at = (hours: number) => new Date(SENT_AT + hours * 3_600_000).toISOString();
  const event = (id: string, hours: number) =>
    JSON.stringify({ id, type: "lesson.completed", learner: "s-1", at: at(hours) });
  const turn = (number: number) => ({ "X-Test-Turn": `run/${number}` });
  const lines = { "Content-Type": "application/x-ndjson" };
  const answers = await Promise.all([
    kit.call("POST", "/v1/events", event("late", 30), { ...lines, ...turn(3), "X-Test-Clock": at(30) }),
    kit.call("POST", "/test/clock", { set: at(30) }, turn(2)),
    kit.call("POST", "/v1/events", event("early", 1), { ...lines, ...turn(1), "X-Test-Clock": at(1) }),
    kit.call("POST", "/test/clock", { set: at(1) }, turn(0)),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(kit.events().map((row) => row["id"])).toEqual(["early", "late"]);
  expect(kit.batches().map((one) => one.count)).toEqual([1, 1]);
  const live = await createKit({ isTest: false });
  const alone = await live.call("POST", "/v1/events", event("x", -1), { ...lines, ...turn(7) });
  expect(alone.status).toBe(200);
});
