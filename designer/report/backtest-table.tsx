// Rows of figures: how many alerts, how right they are, how early. Each rate stands over the x of n that it is.
import { Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { formatNumber, formatPercent, MISSING } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { BacktestRow } from "./backtest-use.ts";
import { resultWords as words } from "./words-backtest.ts";

/** A row with its name. */
export interface NamedRow {
  readonly key: string;
  readonly name: ReactNode;
  readonly row: BacktestRow;
}

/** The table; `title` heads the first column, `current` is the row that stands out. */
export function BacktestTable(given: { title: string; rows: readonly NamedRow[]; current?: string }) {
  const say = useSay();
  const locale = useLocale();
  const number = (value: number | null, digits = 0) => formatNumber(value, locale, digits);
  const head = (label: keyof typeof words & ("precision" | "recall" | "lift" | "lead")) => (
    <span title={say(words[`${label}How`])}>{say(words[label])}</span>
  );
  const right = { align: "right" } as const;
  const columns: TableColumnsType<NamedRow> = [
    { title: given.title, key: "name", render: (_, { name }) => name },
    {
      ...right,
      title: say(words.alerts),
      key: "alerts",
      render: (_, { row }) => (
        <Two
          above={number(row.alerts)}
          below={`${say(words.learnersOf(number(row.learners)))} · ${say(words.perWeek(number(row.alertsPerWeek, 1)))}`}
        />
      ),
    },
    { ...right, title: head("precision"), key: "precision", render: (_, { row }) => <Rate of={row.precision} /> },
    { ...right, title: head("recall"), key: "recall", render: (_, { row }) => <Rate of={row.recall} /> },
    {
      ...right,
      title: head("lift"),
      key: "lift",
      render: (_, { row }) => (row.lift === null ? MISSING : `${number(row.lift, 2)}×`),
    },
    {
      ...right,
      title: head("lead"),
      key: "lead",
      render: (_, { row: { leadDays } }) =>
        leadDays === null ? (
          MISSING
        ) : (
          <Two
            above={number(leadDays.median, 1)}
            below={say(words.quartiles(number(leadDays.lower, 1), number(leadDays.upper, 1)))}
          />
        ),
    },
  ];
  return (
    <Table<NamedRow>
      size="small"
      className="wb-backtest-table"
      rowKey="key"
      rowClassName={({ key }) => (key === given.current ? "wb-backtest-current" : "")}
      dataSource={[...given.rows]}
      columns={columns}
      pagination={false}
    />
  );
}

function Two({ above, below, title }: { above: string; below: string; title?: string }) {
  return (
    <div className="wb-backtest-two" title={title}>
      <strong>{above}</strong>
      <small>{below}</small>
    </div>
  );
}

function Rate({ of: { x, n, rate, interval } }: { of: BacktestRow["precision"] }) {
  const say = useSay();
  const locale = useLocale();
  if (rate === null || interval === null) return MISSING;
  const percent = (share: number) => formatPercent(share, locale);
  return (
    <Two
      above={percent(rate)}
      below={`${formatNumber(x, locale)} / ${formatNumber(n, locale)}`}
      title={say(words.interval(percent(interval.low), percent(interval.high)))}
    />
  );
}
