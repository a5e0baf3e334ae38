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
import { inTurn, noTurn } from "./turns.ts";

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
  const at = clockOf(deps, sent);
  if (at instanceof Refused) return at;
  const turn = deps.turns?.of(sent) ?? noTurn;
  return inTurn(turn, async () => {
    const body = await readText(sent, meter);
    if (body instanceof Refused) return body;
    try {
      const options = { engine: deps.engine, ...about, after: turn.come, handedOver: turn.over };
      return await ingestText(body, form, Math.max(deps.clock.now(), at), options);
    } finally {
      body.release();
    }
  });
}

/** Under `--test` a request may say what the clock will stand at when its turn comes: its events are checked as of then. */
function clockOf({ isTest }: Deps, sent: Sent): number | Refused {
  const text = isTest ? sent.header("x-test-clock") : undefined;
  if (text === undefined) return Number.NEGATIVE_INFINITY;
  return parseInstant(text) ?? refuse(400, "clock.instant");
}
