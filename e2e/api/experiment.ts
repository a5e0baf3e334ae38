// A school in which a holdout was tried on hundreds of learners: who came back is given, so the report can be told in advance.
import { bucketOf } from "#shared/kernel/chance.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { type Drawing, inapp, silence } from "./drawings.ts";
import type { Happening, Row } from "./kit.ts";

/** The strategy's id and the salt of its holdout. */
export const TRIED = "tried";
const SALT = "tried-holdout";
/** Learners of the story, before any are left out. */
const LEARNERS = 1000;

/** Three silent days, half of the learners left alone; coming back once within seven days is the goal. */
export function triedStrategy(): Drawing {
  return silence(TRIED, {
    goal: { events: ["session.started"], days: 1, within: "P7D" },
    holdout: { salt: SALT, weight: 5000 },
    messages: {
      hello: {
        channel: "inapp",
        experiment: { salt: "tried-hello", metric: "recovered", allocation: "fixed" },
        variants: [inapp("学一小节吧", "a", 5000), inapp("只要十分钟", "b", 5000)],
      },
      ring: { channel: "push", variants: [inapp("接着学")] },
    },
  });
}

/** Whether a learner is of those who are left alone. */
function isLeftAlone(learner: string): boolean {
  return bucketOf(SALT, learner) < 5000;
}

/** What a story needs of a server. */
export interface Server {
  happen(list: Happening[]): Promise<unknown>;
  until(at: number): Promise<unknown>;
  call(method: string, path: string, body?: unknown): Promise<Row>;
}

/**
 * Publishes on `startAt` and lets eleven and a half days go by. Of the learners who get messages six in ten come back on the fifth day, of the others three
 * in ten. `isBroken`: two thirds of those left alone never reach the school, as if a fault had kept them out.
 */
export async function tryOut(server: Server, startAt: number, isBroken = false): Promise<void> {
  await server.call("POST", "/api/strategies/import", triedStrategy());
  await server.call("POST", `/api/strategies/${TRIED}/publish`, {});
  const all = Array.from({ length: LEARNERS }, (_, n) => ({ id: `l${n}`, n }));
  const learners = all.filter(({ id, n }) => !isBroken || !isLeftAlone(id) || n % 3 === 0);
  await inParts(learners, (part) =>
    server.happen(part.map(({ id }) => ({ id: `first-${id}`, type: "session.started", learner: id, at: startAt }))),
  );
  await server.until(startAt + 4.5 * DAY_MS);
  const back = learners.filter(({ id, n }) => n % 10 < (isLeftAlone(id) ? 3 : 6));
  await inParts(back, (part) =>
    server.happen(
      part.map(({ id }) => ({ id: `back-${id}`, type: "session.started", learner: id, at: startAt + 4.4 * DAY_MS })),
    ),
  );
  await server.until(startAt + 11.5 * DAY_MS);
}

async function inParts<T>(list: readonly T[], take: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < list.length; at += 500) await take(list.slice(at, at + 500));
}
