// The funnel of a strategy's sends, with what was not sent and why, and what it cost.
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import { dateOfDay } from "#shared/kernel/zone.ts";
import type { StrategyReport } from "#shared/report/strategy-report.ts";
import type { ReportNumber } from "./address.ts";
import { Count, Rate } from "./count.tsx";
import { ShareBar } from "./interval-bar.tsx";
import { yuanText } from "./number-format.ts";
import { definitionWords } from "./words.ts";
import { funnelWords as words } from "./words-page.ts";

/** The number of a counter under the report's own filter and period. */
export function numberUnder(report: StrategyReport, kind: "send" | "episode", counter: string): ReportNumber {
  const { strategy, where, fromDay, toDay } = report;
  return {
    kind,
    id: strategy,
    arm: null,
    cut: where.cut,
    value: where.value,
    counter,
    from: dateOfDay(fromDay),
    to: dateOfDay(toDay),
  };
}

/** The funnel. */
export function Funnel({ report }: { report: StrategyReport }) {
  const say = useSay();
  const locale = useLocale();
  const { costPerRecoveredFen, costFen, kept, decided } = report;
  return (
    <Panel title={say(words.title)}>
      <ol className="wb-funnel">
        {report.funnel.map(({ step, kind, shown }) => (
          <li key={step}>
            <span title={say(kind === "send" ? words.ofSent : definitionWords.recoveredEpisodes)}>
              {say(words[step])}
            </span>
            {shown.rate === null ? <span /> : <ShareBar rate={shown.rate} interval={shown.interval} />}
            <Rate
              shown={shown}
              over={numberUnder(report, kind, step)}
              of={kind === "send" ? numberUnder(report, "send", "sent") : null}
            />
          </li>
        ))}
      </ol>
      <dl className="wb-report-figures">
        <div>
          <dt>{say(words.decided)}</dt>
          <dd>
            <Count count={decided} of={numberUnder(report, "send", "decided")} />
          </dd>
        </div>
        {Object.entries(kept).map(([reason, count]) => (
          <div key={reason}>
            <dt>{say(words[reason as keyof typeof kept])}</dt>
            <dd>
              <Count count={count} of={numberUnder(report, "send", reason)} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{say(words.cost)}</dt>
          <dd>{yuanText(costFen, locale)}</dd>
        </div>
        <div>
          <dt>{say(words.costEach)}</dt>
          <dd>{costPerRecoveredFen === null ? say(words.costNone) : yuanText(costPerRecoveredFen, locale)}</dd>
        </div>
      </dl>
    </Panel>
  );
}
