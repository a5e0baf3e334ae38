// The tables: sends and episodes divided by one property, every number open to the learners behind it.
import { Table, type TableColumnsType } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import { dateOfDay } from "#shared/kernel/zone.ts";
import { sendMetrics } from "#shared/report/metric.ts";
import type { EpisodeRow, SendRow } from "#shared/report/overview.ts";
import type { StrategyReport } from "#shared/report/strategy-report.ts";
import type { ReportNumber } from "./address.ts";
import { Count, Rate } from "./count.tsx";
import type { NameValue } from "./values.ts";
import { definitionWords, metricWords } from "./words.ts";
import { cutWords, tableWords as words } from "./words-page.ts";

interface Given {
  report: StrategyReport;
  nameValue: NameValue;
}

function numberIn(
  report: StrategyReport,
  kind: "send" | "episode",
  value: string,
  arm: string | null,
  counter: string,
): ReportNumber {
  const { strategy, by, fromDay, toDay } = report;
  return { kind, id: strategy, arm, cut: by, value, counter, from: dateOfDay(fromDay), to: dateOfDay(toDay) };
}

/** Both tables. */
export function Breakdown(given: Given) {
  const say = useSay();
  return (
    <Panel title={say(words.title)}>
      {given.report.by === "cause" && <p className="wb-dim">{say(words.causes)}</p>}
      <h3>{say(words.sends)}</h3>
      <SendTable {...given} />
      {given.report.episodes.length > 0 && (
        <>
          <h3>{say(words.episodes)}</h3>
          <EpisodeTable {...given} />
        </>
      )}
    </Panel>
  );
}

const shownMetrics = ["reach", "open", "action", "actionOfOpened"] as const;

function SendTable({ report, nameValue }: Given) {
  const say = useSay();
  const { by } = report;
  const number = (row: SendRow, counter: string) =>
    numberIn(report, "send", row.value, by === "message" ? row.arm : null, counter);
  const columns: TableColumnsType<SendRow> = [
    { title: say(cutWords[by]), key: "value", render: (_, { value }) => nameValue(by, value) || say(cutWords.all) },
    ...(by === "message"
      ? [{ title: say(words.variant), key: "arm", render: (_: unknown, { arm }: SendRow) => arm }]
      : []),
    ...shownMetrics.map((metric) => ({
      title: <span title={say(definitionWords[metric])}>{say(metricWords[metric])}</span>,
      key: metric,
      align: "right" as const,
      sorter: (a: SendRow, b: SendRow) => (a.rates[metric].rate ?? -1) - (b.rates[metric].rate ?? -1),
      render: (_: unknown, row: SendRow) => (
        <Rate
          shown={row.rates[metric]}
          over={number(row, sendMetrics[metric].over)}
          of={number(row, sendMetrics[metric].of)}
        />
      ),
    })),
  ];
  return (
    <Table<SendRow>
      size="small"
      rowKey={({ value, arm }) => `${value} ${arm}`}
      dataSource={[...report.sends]}
      columns={columns}
      pagination={false}
      locale={{ emptyText: say(words.none) }}
    />
  );
}

function EpisodeTable({ report, nameValue }: Given) {
  const say = useSay();
  const { by } = report;
  const number = (value: string, counter: string) => numberIn(report, "episode", value, null, counter);
  const columns: TableColumnsType<EpisodeRow> = [
    { title: say(cutWords[by]), key: "value", render: (_, { value }) => nameValue(by, value) || say(cutWords.all) },
    {
      title: say(words.opened),
      key: "opened",
      align: "right",
      render: (_, { value, cell }) => <Count count={cell.episodes ?? 0} of={number(value, "episodes")} />,
    },
    { title: say(words.running), key: "open", align: "right", dataIndex: "open" },
    {
      title: say(words.lost),
      key: "lost",
      align: "right",
      render: (_, { value, cell }) => <Count count={cell.lost ?? 0} of={number(value, "lost")} />,
    },
    {
      title: <span title={say(definitionWords.recoveredEpisodes)}>{say(words.recovered)}</span>,
      key: "recovered",
      align: "right",
      render: (_, { value, recovered }) => <Rate shown={recovered} over={number(value, "recovered")} of={null} />,
    },
  ];
  return (
    <Table<EpisodeRow>
      size="small"
      rowKey="value"
      dataSource={[...report.episodes]}
      columns={columns}
      pagination={false}
    />
  );
}
