// The learner behind a task: why to call, how to reach them, what they got done, where they struggle, what we told them last.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { type ReactNode, useMemo } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useNow, useZone } from "#designer/api/session.tsx";
import { formatDateTime, formatNumber, formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { useSpeech } from "./actors.ts";
import { entryOf } from "./entry.ts";
import { channelLabel, instantWords, nameText, recordOf, textOf } from "./entry-parts.ts";
import { evidenceText } from "./evidence.ts";
import { pathOfLearner } from "./learners.ts";
import { MessageFrame } from "./message-frame.tsx";
import { eventsQuery, progressOf, type TaskCard, weakSpots } from "./tasks.ts";
import { TierMark } from "./tier-mark.tsx";
import { causeNames, taskWords as words } from "./words-task.ts";

/** The learner's side of a task. */
export function TaskLearner({ card }: { card: TaskCard }) {
  const say = useSay();
  const { learner } = card;
  return (
    <aside className="wb-task-learner" aria-label={say(words.learner)}>
      <Cause cause={card.cause} learner={learner} />
      {learner !== null && <Known learner={learner} />}
      {learner !== null && <Doing learner={learner.id} />}
      <Messages card={card} />
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Cause({ cause, learner }: Pick<TaskCard, "cause" | "learner">) {
  const say = useSay();
  const zone = useZone();
  if (cause === null) return null;
  const rank = learner?.tiers.find(({ tier }) => tier === cause.tier)?.rank ?? null;
  const titles = titlesOf(learner);
  const causes = [...new Set(cause.signals.flatMap((signal) => signal.causes))];
  return (
    <Part title={say(words.cause)}>
      <p>
        <TierMark name={nameText(cause.tierName, cause.tier)} rank={rank} />{" "}
        <small className="wb-dim">{say(words.since(instantWords(cause.since, zone)))}</small>
      </p>
      <ul className="wb-reasons">
        {cause.signals.map((signal) => (
          <li key={signal.id}>
            <strong>{say(nameText(signal.name, signal.id))}</strong>
            <span>{say(evidenceText(signal.evidence, zone, titles))}</span>
          </li>
        ))}
      </ul>
      {causes.map((one) => (
        <span key={one} className="wb-tag">
          {say(causeNames[one] ?? { zh: one, en: one })}
        </span>
      ))}
    </Part>
  );
}

function titlesOf(learner: TaskCard["learner"]): Map<string, string> {
  return new Map((learner?.enrolments ?? []).map(({ course, title }) => [course, title ?? course]));
}

function Known({ learner }: { learner: NonNullable<TaskCard["learner"]> }) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow();
  const guardian = recordOf(learner.profile.guardian);
  const reach = [...addressesOf(learner.profile.addresses), ...addressesOf(guardian.addresses, say(words.guardian))];
  const last = learner.lastActivityAt;
  const when = formatRelative(last, locale, now);
  return (
    <Part title={say(words.learner)}>
      <p>
        <Link to={pathOfLearner(learner.id)}>{learner.name ?? learner.id}</Link>{" "}
        <small className="wb-dim">
          {say(last === null ? words.neverActive : words.lastActive({ zh: when, en: when }))}
        </small>
      </p>
      <dl className="wb-pairs">
        {reach.map(([channel, value, whose]) => (
          <div key={`${whose} ${channel}`}>
            <dt>
              {channel === "sms" ? say(words.phone) : say(channelLabel(channel))}
              {whose !== "" && ` · ${whose}`}
            </dt>
            <dd>{channel === "sms" ? <a href={`tel:${value}`}>{value}</a> : value}</dd>
          </div>
        ))}
        {learner.enrolments.length > 0 && (
          <div>
            <dt>{say(words.courses)}</dt>
            <dd>
              {learner.enrolments.map(({ course, title, end }) => (
                <span key={course} className="wb-course">
                  {title ?? course}{" "}
                  <small className="wb-dim">{say(end === "open" ? words.enrolled : words.ended)}</small>
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </Part>
  );
}

function addressesOf(value: unknown, whose = ""): [string, string, string][] {
  const shown = ["sms", "email"];
  return Object.entries(recordOf(value)).flatMap(([channel, address]) => {
    const text = textOf(address);
    return text === null || !shown.includes(channel) ? [] : [[channel, text, whose]];
  });
}

function Doing({ learner }: { learner: string }) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow();
  const rows = useQuery(eventsQuery(useApi(), learner)).data?.rows;
  if (rows === undefined) return <Skeleton active paragraph={{ rows: 2 }} />;
  const [done, weak] = [progressOf(rows), weakSpots(rows)];
  return (
    <>
      {done.length > 0 && (
        <Part title={say(words.progress)}>
          <ul className="wb-counts">
            {done.map(({ what, count }) => (
              <li key={what.en}>
                <b>{formatNumber(count, locale)}</b> {say(what)}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={say(words.weak)}>
        {weak.length === 0 && <p className="wb-dim">{say(words.noWeak)}</p>}
        <ul className="wb-reasons">
          {weak.map(({ what, at }) => (
            <li key={`${at} ${what.en}`}>
              <span>{say(what)}</span> <small className="wb-dim">{formatRelative(at, locale, now)}</small>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Messages({ card: { messages, learner } }: { card: TaskCard }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const titles = useMemo(() => titlesOf(learner), [learner]);
  const speech = useSpeech(messages, titles);
  return (
    <Part title={say(words.messages)}>
      {messages.length === 0 && <p className="wb-dim">{say(words.noMessages)}</p>}
      {messages.map((row) => {
        const { title, message } = entryOf(row, speech);
        return (
          <div key={row.id}>
            <small className="wb-dim">{formatDateTime(row.at, locale, zone)}</small>
            {message === null ? <p>{say(title)}</p> : <MessageFrame {...message} />}
          </div>
        );
      })}
    </Part>
  );
}
