// The learners behind a number, page by page; each leads to the learner's trail.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Drawer, Empty, Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { listBehind } from "#shared/api/reports.ts";
import { numberOf, type ReportNumber, useReportSearch } from "./address.ts";
import type { NameValue } from "./values.ts";
import { reportWords } from "./words.ts";
import { behindWords as words } from "./words-page.ts";

type Row = AnswerOf<typeof listBehind>["rows"][number];

function queryOf({ from, to, arm, ...rest }: ReportNumber): Record<string, string> {
  return {
    ...rest,
    ...(arm === null ? {} : { arm }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

/** The drawer; closed where the address names no number. */
export function BehindDrawer({ zone, nameValue }: { zone: string; nameValue: NameValue }) {
  const say = useSay();
  const [search, change] = useReportSearch();
  const number = numberOf(search.behind);
  return (
    <Drawer
      size={560}
      open={number !== null}
      onClose={() => change({ behind: undefined })}
      title={say(words.title)}
      destroyOnHidden
    >
      {number !== null && <Learners number={number} zone={zone} nameValue={nameValue} />}
    </Drawer>
  );
}

function Learners({ number, zone, nameValue }: { number: ReportNumber; zone: string; nameValue: NameValue }) {
  const say = useSay();
  const api = useApi();
  const query = queryOf(number);
  const pages = useInfiniteQuery({
    queryKey: ["behind", query],
    queryFn: ({ pageParam }) =>
      api.call(listBehind, {
        query: { ...query, limit: "100", ...(pageParam === "" ? {} : { cursor: pageParam }) } as never,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  if (pages.error !== null) return <ProblemAlert error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.isPending) return <Skeleton active />;
  return (
    <>
      <Button
        size="small"
        href={`/api/reports/learners?${new URLSearchParams({ ...query, format: "csv", limit: "1000" })}`}
      >
        {say(reportWords.csv)}
      </Button>
      {rows.length === 0 && !pages.hasNextPage && <Empty description={say(words.none)} />}
      <ul className="wb-behind">
        {rows.map((row, at) => (
          <Learner key={`${row.learner} ${row.at} ${at}`} row={row} zone={zone} nameValue={nameValue} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say(words.more)}
        </Button>
      )}
    </>
  );
}

function Learner({ row, zone, nameValue }: { row: Row; zone: string; nameValue: NameValue }) {
  const say = useSay();
  const locale = useLocale();
  const { learner, at, arm, tier, channel, message } = row;
  const facts = [arm, nameValue("tier", tier), channel === null ? "" : nameValue("channel", channel)];
  if (message !== null) facts.push(nameValue("message", message));
  return (
    <li>
      {learner === "" ? (
        <span className="wb-dim">{say(words.erased)}</span>
      ) : (
        <Link to={`/learners/${encodeURIComponent(learner)}` as string}>{learner}</Link>
      )}
      <span className="wb-dim">{facts.filter((fact) => fact !== "").join(" · ")}</span>
      <time dateTime={at}>{formatDateTime(at, locale, zone)}</time>
    </li>
  );
}
