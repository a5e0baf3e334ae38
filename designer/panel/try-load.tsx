// A real learner's history as a trial: found by name or id, with events, profile and attributes as the school has them.
import { useQuery } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useState } from "react";
import { type Api, useApi } from "#designer/api/client.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { getTrail, listLearners, type TrailRow } from "#shared/api/trail.ts";
import { getLearner } from "#shared/api/work.ts";
import type { Profile } from "#shared/policy/recipient.ts";
import type { Attribute } from "#shared/state/facts.ts";
import { endOf, type TrialEvent, type TrialLearner, type TrialPlan } from "./try-trial.ts";
import { useTrial } from "./try-use.tsx";
import { tryWords as words } from "./words-try.ts";

const MOST_FOUND = 20;
const PAGE = 200;
/** Most pages of a history; longer ones are tried on their beginning. */
const MOST_PAGES = 20;

/** The search, and the way back to a made-up learner. */
export function TryLoad() {
  const say = useSay();
  const api = useApi();
  const { message } = App.useApp();
  const mayRead = useCan("read") && useCan("cards");
  const { trial, change, renew } = useTrial();
  const [typed, setTyped] = useState("");
  const [isLoading, setLoading] = useState(false);
  const q = typed.trim();
  const { data } = useQuery({
    queryKey: ["learners", "pick", q],
    queryFn: () => api.call(listLearners, { query: { limit: MOST_FOUND, ...(q === "" ? {} : { q }) } }),
    enabled: mayRead,
  });
  const load = async (id: string) => {
    setLoading(true);
    try {
      const plan = await historyOf(api, id);
      change({ ...plan, isImitating: trial.isImitating }, plan.startAt);
      void message.success(say(words.loaded(plan.learner.profile.name ?? id, plan.events.length)));
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setLoading(false);
    }
  };
  if (!mayRead) return null;
  const options = (data?.rows ?? []).map(({ id, name }) => ({
    value: id,
    label: name === null ? id : `${name} · ${id}`,
  }));
  return (
    <div className="wb-try-row">
      <Select
        className="wb-try-load"
        aria-label={say(words.load)}
        placeholder={`${say(words.load)} · ${say(words.loadHow)}`}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={trial.learner.real}
        options={options}
        loading={isLoading}
        onChange={(id: string) => void load(id)}
      />
      {trial.learner.real !== null && <Button onClick={renew}>{say(words.madeUp)}</Button>}
    </div>
  );
}

/** What the server tells of a learner, as far as a trial asks. */
interface Card {
  readonly profile?: Profile;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly enrolments?: readonly { readonly course: string; readonly title: string | null }[];
}

async function historyOf(api: Api, id: string): Promise<TrialPlan> {
  const { profile = {}, attributes = {}, enrolments = [] } = (await api.call(getLearner, { params: { id } })) as Card;
  const titles = Object.fromEntries(enrolments.map(({ course, title }) => [course, title ?? course]));
  const learner: TrialLearner = { id, real: id, profile, attributes, isHoldout: false, titles };
  const events: TrialEvent[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { order: "oldest" as const, limit: PAGE, groups: "events", ...(cursor === null ? {} : { cursor }) };
    const answer: { rows: TrailRow[]; next: string | null } = await api.call(getTrail, { params: { id }, query });
    events.push(...answer.rows.filter(({ kind }) => kind === "event").map(eventOf));
    cursor = answer.next;
    if (cursor === null) break;
  }
  events.sort((a, b) => a.at - b.at);
  const startAt = (events[0]?.at ?? 0) - 60_000;
  return { learner, events, acts: [], isImitating: true, startAt, endAt: endOf(startAt, events) };
}

function eventOf({ id, at, params }: TrailRow): TrialEvent {
  const { type, course, data } = params;
  return {
    key: id,
    at: Date.parse(at),
    type: String(type),
    course: typeof course === "string" ? course : null,
    data: typeof data === "object" && data !== null ? { ...data } : null,
  };
}
