// Events and history in: the hot path.
import { postBackfill, postEvents } from "#shared/api/ingest.ts";
import { parseInstant } from "#shared/event/instant.ts";
import type { Locale } from "#shared/signal/words.ts";
import { type Meter, mediaOf, readText, type Sent, sentOf } from "./body.ts";
import { type AppContext, type Deps, sourceOf } from "./deps.ts";
import { type Form, ingestText } from "./events.ts";
import type { ItemsAnswer } from "./gather.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";

const forms: Readonly<Record<string, Form>> = {
  "": "json",
  "application/json": "json",
  "application/x-ndjson": "lines",
  "application/ndjson": "lines",
  "application/jsonl": "lines",
  "application/x-jsonlines": "lines",
};

/** How a request states its text; null for a type that is not taken. */
export function formOf(sent: Pick<Sent, "header">): Form | null {
  const media = mediaOf(sent);
  return Object.hasOwn(forms, media) ? (forms[media] ?? null) : null;
}

/** The routes of events, and whether what comes by them is history. */
export const eventRoutes = [
  { contract: postEvents, isBackfill: false },
  { contract: postBackfill, isBackfill: true },
] as const;

/** Adds `/v1/events` and `/v1/backfill`. */
export function mountIngest(routes: Routes): void {
  const { deps, meter } = routes;
  for (const { contract, isBackfill } of eventRoutes)
    mount(routes, contract, (_, c) => takeEvents(deps, meter, sentOf(c), aboutOf(c, isBackfill)));
}

/** Whose events they are, and how they are meant. */
export interface AboutEvents {
  source: string;
  isBackfill: boolean;
  locale: Locale;
}

function aboutOf(c: AppContext, isBackfill: boolean): AboutEvents {
  return { source: sourceOf(c), isBackfill, locale: c.get("locale") };
}

/** Takes in what a request sent. Rejects with EngineRefused. */
export async function takeEvents(
  deps: Deps,
  meter: Meter,
  sent: Sent,
  about: AboutEvents,
): Promise<ItemsAnswer | Refused> {
  const form = formOf(sent);
  if (form === null) return refuse(415, "body.type");
  const clock = moveClock(deps, sent);
  if (clock instanceof Refused) return clock;
  const body = await readText(sent, meter);
  if (body instanceof Refused) return body;
  try {
    const options = { engine: deps.engine, ...about, ...clock };
    return await ingestText(body, form, Math.max(deps.clock.now(), clock.at), options);
  } finally {
    body.release();
  }
}

/** Under `--test` a request may say what the clock shall stand at when its events come in: they are read while it moves there. */
function moveClock({ isTest, engine }: Deps, sent: Sent): { at: number; after?: Promise<unknown> } | Refused {
  const text = isTest ? sent.header("x-test-clock") : undefined;
  if (text === undefined) return { at: Number.NEGATIVE_INFINITY };
  const at = parseInstant(text);
  if (at === null) return refuse(400, "clock.instant");
  const after = engine.status().then(({ now }) => (now < at ? engine.setClock(at) : now));
  // The first piece waits for it and hears of what went wrong; a body that is refused before has nobody to tell.
  after.catch(() => {});
  return { at, after };
}
