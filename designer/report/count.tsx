// A number that opens the learners behind it, and a rate with its x of n under it.
import { formatNumber, formatPercent } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { RateShown } from "#shared/report/rate-row.ts";
import { numberText, type ReportNumber, useReportSearch } from "./address.ts";
import { armWords } from "./words.ts";
import { behindWords } from "./words-page.ts";

/** A count that is a button; one that is 0 has nobody behind it and is plain. */
export function Count({ count, of }: { count: number; of: ReportNumber }) {
  const say = useSay();
  const locale = useLocale();
  const [, change] = useReportSearch();
  const written = formatNumber(count, locale);
  if (count === 0) return <span className="wb-num">{written}</span>;
  return (
    <button
      type="button"
      className="wb-count"
      aria-label={say(behindWords.behind(written))}
      onClick={() => change({ behind: numberText(of) })}
    >
      {written}
    </button>
  );
}

/** A rate, and under it the x of n that it is, both of them open. */
export function Rate({ shown, over, of }: { shown: RateShown; over: ReportNumber; of: ReportNumber | null }) {
  const say = useSay();
  const locale = useLocale();
  if (!shown.isMeasurable) return <span className="wb-dim">{say(armWords.notMeasurable)}</span>;
  const { rate, interval, x, n } = shown;
  return (
    <div className="wb-rate">
      {rate === null ? (
        <span className="wb-dim" title={say(armWords.few)}>
          —
        </span>
      ) : (
        <strong
          title={
            interval === null
              ? undefined
              : `95%: ${formatPercent(interval.low, locale)} – ${formatPercent(interval.high, locale)}`
          }
        >
          {formatPercent(rate, locale)}
        </strong>
      )}
      <span className="wb-rate-of">
        <Count count={x} of={over} /> /{" "}
        {of === null ? <span className="wb-num">{formatNumber(n, locale)}</span> : <Count count={n} of={of} />}
      </span>
    </div>
  );
}
