// Who is at a node now, page by page, each with a way to their trail.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Skeleton, Tag } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useNow } from "#designer/api/session.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { listPeople } from "#shared/api/live.ts";
import { wordsOfReason } from "#shared/api/words-reason.ts";
import { liveWords as words } from "./words-live.ts";

type Person = AnswerOf<typeof listPeople>["rows"][number];

/** The list. `beat` changes whenever somebody came or went. */
export function LivePeople(given: { strategy: string; node: string; beat: string; isSignal: boolean }) {
  const { strategy, node, beat, isSignal } = given;
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const draft = useCanvas(({ history }) => history.present);
  const title = say(words.peopleAt(nameIn(draft, node, locale)));
  const people = useInfiniteQuery({
    queryKey: ["strategy", strategy, "people", node, beat],
    queryFn: ({ pageParam }) =>
      api.call(listPeople, {
        params: { id: strategy, node },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled: !isSignal,
  });
  const rows = people.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className="wb-live-people" aria-label={title}>
      <h3>{title}</h3>
      {isSignal && <p className="wb-live-note">{say(words.signal)}</p>}
      {people.error !== null && <ProblemAlert error={people.error} onRetry={() => void people.refetch()} />}
      {people.isLoading && <Skeleton active title={false} />}
      {people.isSuccess && rows.length === 0 && <p className="wb-live-note">{say(words.nobody)}</p>}
      <ul>
        {rows.map((person) => (
          <Row key={person.episode} person={person} />
        ))}
      </ul>
      {people.hasNextPage && (
        <Button size="small" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {say(words.more)}
        </Button>
      )}
    </section>
  );
}

function trailOf(learner: string): string {
  return `/learners/${encodeURIComponent(learner)}`;
}

function Row({ person }: { person: Person }) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow();
  const { learner, name, subject, since, dueAt, isHeld, send } = person;
  return (
    <li>
      <Link to={trailOf(learner)}>{name ?? learner}</Link>
      {subject !== "" && <Tag>{subject}</Tag>}
      {isHeld && <Tag color="warning">{say(words.heldHere)}</Tag>}
      {send?.reason != null && <Tag>{say(wordsOfReason(send.reason))}</Tag>}
      <span className="wb-live-note">
        {say(words.since(formatRelative(since, locale, now)))}
        {dueAt !== null && ` · ${say(words.due(formatRelative(dueAt, locale, now)))}`}
      </span>
    </li>
  );
}
