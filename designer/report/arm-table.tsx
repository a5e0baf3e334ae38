// The arms of an experiment, a row each: the primary rate with its x of n, difference and lift with the interval on one axis.
import { Table, type TableColumnsType } from "antd";
import { formatPercent } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { type Say, useLocale, useSay } from "#designer/text/say.tsx";
import { exposureMetrics } from "#shared/report/metric.ts";
import type { ArmRow, Comparison } from "#shared/report/report.ts";
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { levelText } from "#shared/report/verdict-words.ts";
import type { ReportNumber } from "./address.ts";
import { Count, Rate } from "./count.tsx";
import { extentOf, IntervalBar } from "./interval-bar.tsx";
import { pText, signedPercent, signedPoints, yuanText } from "./number-format.ts";
import { definitionWords, metricWords, armWords as words } from "./words.ts";
import { tableNotes } from "./words-page.ts";

type Of = (arm: string) => Comparison | null;

function columnsOf(view: ExperimentView, comparisonOf: Of, say: Say, locale: Locale): TableColumnsType<ArmRow> {
  const { report } = view;
  const extent = extentOf(
    report.comparisons.flatMap(({ verdict }) => (verdict.difference === null ? [] : [verdict.difference])),
  );
  const level = levelText(report.comparisons[0]?.verdict.level ?? 0.95);
  const metric = report.metric;
  return [
    {
      title: say(words.arm),
      key: "arm",
      sorter: (a, b) => (a.arm < b.arm ? -1 : 1),
      render: (_, { arm, isControl }) => (
        <span>
          <strong>{say(view.armNames[arm] ?? { zh: arm, en: arm })}</strong>
          {isControl && <span className="wb-dim"> · {say(words.control)}</span>}
        </span>
      ),
    },
    {
      title: say(words.learners),
      key: "matured",
      align: "right",
      sorter: (a, b) => a.matured - b.matured,
      render: (_, { arm, matured }) => <Count count={matured} of={numberIn(view, arm, "exposed")} />,
    },
    {
      title: (
        <span title={metric in definitionWords ? say(definitionWords.recovered) : undefined}>
          {say(metricWords[metric])}
        </span>
      ),
      key: "rate",
      align: "right",
      sorter: (a, b) => (a.rates[metric].rate ?? -1) - (b.rates[metric].rate ?? -1),
      render: (_, row) => (
        <Rate
          shown={row.rates[metric]}
          over={numberIn(view, row.arm, exposureMetrics[metric].over)}
          of={numberIn(view, row.arm, exposureMetrics[metric].of)}
        />
      ),
    },
    {
      title: say(words.difference(level)),
      key: "difference",
      width: 248,
      render: (_, { arm }) => <Difference comparison={comparisonOf(arm)} extent={extent} />,
    },
    {
      title: say(words.lift),
      key: "lift",
      align: "right",
      render: (_, { arm }) => <Lift comparison={comparisonOf(arm)} />,
    },
    { title: say(words.p), key: "p", align: "right", render: (_, { arm }) => <P comparison={comparisonOf(arm)} /> },
    { title: say(words.cost), key: "cost", align: "right", render: (_, row) => costText(row, locale) },
  ];
}

/** The table. */
export function ArmTable({ view }: { view: ExperimentView }) {
  const say = useSay();
  const locale = useLocale();
  const { report } = view;
  const comparisonOf: Of = (arm) => report.comparisons.find((one) => one.arm === arm) ?? null;
  const columns = columnsOf(view, comparisonOf, say, locale);
  return (
    <Table<ArmRow>
      size="small"
      rowKey="arm"
      dataSource={[...report.arms]}
      columns={columns}
      pagination={false}
      scroll={{ x: "max-content" }}
      expandable={{
        columnTitle: <span className="wb-unseen">{say(tableNotes.expand)}</span>,
        expandedRowRender: (row) => <ArmMore view={view} row={row} comparison={comparisonOf(row.arm)} />,
      }}
    />
  );
}

/** The number that a counter of an arm's matured learners is. */
function numberIn({ salt, report, spec }: ExperimentView, arm: string, counter: string): ReportNumber {
  const toDay = report.today - 1 - spec.windowDays;
  const to = new Date(toDay * 86_400_000).toISOString().slice(0, 10);
  return { kind: "exposure", id: salt, arm, cut: "all", value: "", counter, from: null, to };
}

function costText({ costPerRecoveredFen }: ArmRow, locale: Locale) {
  return costPerRecoveredFen === null ? "—" : yuanText(costPerRecoveredFen, locale);
}

function Difference({ comparison, extent }: { comparison: Comparison | null; extent: number }) {
  const say = useSay();
  if (comparison === null) return null;
  const { difference, kind } = comparison.verdict;
  if (difference === null) return <span className="wb-dim">{say(words.notYet)}</span>;
  return (
    <div className="wb-difference">
      <IntervalBar {...difference} extent={extent} isMuted={kind === "notTrusted"} />
      <span className="wb-num">
        {signedPoints(difference.estimate)} ({signedPoints(difference.low)} – {signedPoints(difference.high)})
      </span>
    </div>
  );
}

function Lift({ comparison }: { comparison: Comparison | null }) {
  const say = useSay();
  const locale = useLocale();
  if (comparison === null || comparison.verdict.difference === null) return null;
  const { lift } = comparison;
  if (lift === null) return <span className="wb-dim">{say(words.undefinedLift)}</span>;
  const percent = (rate: number | null) => (rate === null ? "∞" : signedPercent(rate, locale));
  return (
    <div className="wb-rate">
      <strong>{percent(lift.estimate)}</strong>
      <span className="wb-rate-of">
        {percent(lift.low)} – {percent(lift.high)}
      </span>
    </div>
  );
}

function P({ comparison }: { comparison: Comparison | null }) {
  if (comparison === null || comparison.verdict.difference === null) return null;
  return <span className="wb-num">{pText(comparison.verdict.p)}</span>;
}

/** What stands beside the verdict: guardrails, other metrics, chances. None of it decides. */
function ArmMore({ view, row, comparison }: { view: ExperimentView; row: ArmRow; comparison: Comparison | null }) {
  const say = useSay();
  const locale = useLocale();
  const shown = ["delivered", "opened", "acted", "reachedAny", "optedOut", "complained"] as const;
  return (
    <div className="wb-arm-more">
      <dl className="wb-report-figures">
        {shown.map((metric) => (
          <div key={metric}>
            <dt>{say(metricWords[metric])}</dt>
            <dd>
              <Rate
                shown={row.rates[metric]}
                over={numberIn(view, row.arm, exposureMetrics[metric].over)}
                of={numberIn(view, row.arm, exposureMetrics[metric].of)}
              />
            </dd>
          </div>
        ))}
        <div title={say(words.chanceNote)}>
          <dt>{say(words.chance)}</dt>
          <dd>{row.matured === 0 ? "—" : formatPercent(row.odds.bestChance, locale, 0)}</dd>
        </div>
      </dl>
      {comparison !== null && <Beside comparison={comparison} />}
    </div>
  );
}

function Beside({ comparison: { guardrails, secondary } }: { comparison: Comparison }) {
  const say = useSay();
  const kept = (["optedOut", "complained"] as const).flatMap((name) => {
    const found = guardrails[name];
    return found === null ? [] : [`${say(metricWords[name])}: ${say(words[found.state])}`];
  });
  return (
    <>
      {kept.length > 0 && (
        <p>
          {say(words.harm)} · {kept.join(" · ")}
        </p>
      )}
      {secondary.length > 0 && (
        <p>
          {say(words.secondary)} ·{" "}
          {secondary
            .map(({ metric, difference, adjustedP, isComparable }) => {
              const text = `${say(metricWords[metric])} ${signedPoints(difference)} (${say(words.adjusted(pText(adjustedP)))})`;
              return isComparable ? text : `${text} [${say(words.notComparable)}]`;
            })
            .join(" · ")}
        </p>
      )}
    </>
  );
}
