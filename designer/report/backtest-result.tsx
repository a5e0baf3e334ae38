// What a backtest found, the sentence first: how right alerts are against chance, by tier, and what that rests on.

import { useZone } from "#designer/api/session.tsx";
import { formatDate, formatNumber, formatPercent } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { type Text, useLocale, useSay } from "#designer/text/say.tsx";
import { BacktestDifference } from "./backtest-difference.tsx";
import { useTierName } from "./backtest-name.ts";
import { BacktestTable } from "./backtest-table.tsx";
import { BacktestThreshold } from "./backtest-threshold.tsx";
import type { Backtested } from "./backtest-use.ts";
import { BacktestVolume } from "./backtest-volume.tsx";
import { resultWords as words } from "./words-backtest.ts";

/** Fewer judged alerts than this say nothing. */
const LEAST_JUDGED = 30;

/** The results. */
export function BacktestResults({ result }: { result: Backtested }) {
  const say = useSay();
  const nameTier = useTierName();
  const rows = [result.all, ...result.tiers].map((row) => ({
    key: row.tier ?? "",
    name: row.tier === null ? say(words.all) : nameTier(row.tier),
    row,
  }));
  return (
    <>
      <Summary result={result} />
      <History result={result} />
      <section aria-label={say(words.tiers)}>
        <h3>{say(words.tiers)}</h3>
        <BacktestTable title={say(words.tier)} rows={rows} />
      </section>
      <BacktestThreshold result={result} />
      <BacktestVolume result={result} />
      <BacktestDifference result={result} />
      <p className="wb-backtest-note">{say(words.model)}</p>
    </>
  );
}

/** What precision says beside the base rate: told apart by the interval, not by the figure. */
function verdictOf({ all, baseRate, horizonDays, withdrawals }: Backtested, locale: Locale): Text {
  const { rate, interval, n } = all.precision;
  if (withdrawals === 0 || baseRate === null) return words.noWithdrawals;
  if (rate === null || interval === null || n < LEAST_JUDGED) return words.tooFew(n);
  const [of100, base] = [formatNumber(rate * 100, locale, 1), formatPercent(baseRate, locale)];
  if (interval.low > baseRate) return words.better(formatNumber(all.lift, locale, 1), of100, base, horizonDays);
  return interval.high < baseRate ? words.worse(of100, base, horizonDays) : words.noBetter(of100, base, horizonDays);
}

function Summary({ result }: { result: Backtested }) {
  const say = useSay();
  const locale = useLocale();
  const { recall, leadDays } = result.all;
  const [x, n] = [formatNumber(recall.x, locale), formatNumber(recall.n, locale)];
  const caught = recall.x === 0 ? words.missed(n) : words.caught(x, n, formatNumber(leadDays?.median, locale, 1));
  return (
    <section className="wb-verdict" aria-label={say(words.summary)}>
      <p>{say(verdictOf(result, locale))}</p>
      {recall.n > 0 && <p>{say(caught)}</p>}
      {recall.n > 0 && <small className="wb-backtest-note">{say(words.caveat)}</small>}
    </section>
  );
}

function History({ result }: { result: Backtested }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const { period, eventCount, backfilledCount, learners, withdrawals, baseRate, horizonDays } = result;
  const day = (at: string) => formatDate(at, locale, zone);
  const facts = [
    [words.period, `${day(period.from)} – ${day(period.to)}`, undefined],
    [words.events, formatNumber(eventCount, locale), undefined],
    [words.learners, formatNumber(learners, locale), undefined],
    [words.withdrawals, formatNumber(withdrawals, locale), undefined],
    [words.base(horizonDays), formatPercent(baseRate, locale), words.baseHow],
  ] as const;
  return (
    <section aria-label={say(words.history)}>
      <dl className="wb-backtest-facts">
        {facts.map(([label, value, how]) => (
          <div key={label.en} title={how && say(how)}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {backfilledCount > 0 && (
        <p className="wb-backtest-note">{say(words.imported(formatNumber(backfilledCount, locale)))}</p>
      )}
    </section>
  );
}
