// What the draft would do otherwise than the version in force: figures side by side, and learners whom only one of them alerts.
import { Link } from "@tanstack/react-router";
import { useZone } from "#designer/api/session.tsx";
import { formatDate, formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { useTierName } from "./backtest-name.ts";
import { BacktestTable } from "./backtest-table.tsx";
import type { Backtested } from "./backtest-use.ts";
import { resultWords, moreWords as words } from "./words-backtest.ts";

/** The comparison; nothing where there was none. */
export function BacktestDifference({ result: { live, all } }: { result: Backtested }) {
  const say = useSay();
  const locale = useLocale();
  if (live === null) return null;
  const title = say(words.against(live.version));
  const counts = [
    [words.both, live.both],
    [words.onlyHere, live.onlyHere],
    [words.onlyThere, live.onlyThere],
  ] as const;
  const rows = [
    { key: "draft", name: say(words.draft), row: all },
    { key: "live", name: say(words.live), row: live.all },
  ];
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className="wb-backtest-facts">
        {counts.map(([label, count]) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{say(resultWords.learnersOf(formatNumber(count, locale)))}</dd>
          </div>
        ))}
      </dl>
      {live.onlyHere + live.onlyThere === 0 && <p className="wb-backtest-note">{say(words.same)}</p>}
      <BacktestTable title={title} rows={rows} />
      <Examples title={say(words.onlyHere)} list={live.examples.here} />
      <Examples title={say(words.onlyThere)} list={live.examples.there} />
    </section>
  );
}

type Example = NonNullable<Backtested["live"]>["examples"]["here"][number];

function Examples({ title, list }: { title: string; list: readonly Example[] }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const nameTier = useTierName();
  if (list.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className="wb-backtest-lines" aria-label={title}>
        {list.map(({ learner, tier, at }) => (
          <li key={learner}>
            <Link to="/learners/$id" params={{ id: learner }}>
              {learner}
            </Link>{" "}
            <span className="wb-backtest-note">{say(words.example(nameTier(tier), formatDate(at, locale, zone)))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
