// An interval as a bar on an axis that all rows share, with the zero line: read by place and ends, not by colour.
import { formatPercent } from "#designer/text/format.ts";
import { useLocale } from "#designer/text/say.tsx";
import { signedPoints } from "./number-format.ts";

/** What is drawn. Shares; `extent`: how far the axis reaches to either side. */
export interface Bar {
  readonly low: number;
  readonly high: number;
  readonly estimate: number;
  readonly extent: number;
  readonly isMuted: boolean;
}

const WIDTH = 240;
const MIDDLE = WIDTH / 2;

/** How far an axis must reach for all of these. */
export function extentOf(intervals: readonly { low: number; high: number }[]): number {
  const far = Math.max(0.001, ...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  return far * 1.1;
}

/** The bar. */
export function IntervalBar({ low, high, estimate, extent, isMuted }: Bar) {
  const x = (share: number) => MIDDLE + (Math.max(-extent, Math.min(extent, share)) / extent) * MIDDLE;
  const side = low > 0 ? "wb-ci-up" : high < 0 ? "wb-ci-down" : "wb-ci-open";
  const label = `${signedPoints(estimate)} (${signedPoints(low)} – ${signedPoints(high)})`;
  return (
    <svg
      className={`wb-ci ${isMuted ? "wb-ci-muted" : side}`}
      viewBox={`0 0 ${WIDTH} 28`}
      role="img"
      aria-label={label}
    >
      <line className="wb-ci-axis" x1={0} x2={WIDTH} y1={14} y2={14} />
      <line className="wb-ci-zero" x1={MIDDLE} x2={MIDDLE} y1={2} y2={26} />
      <rect x={x(low)} y={9} width={Math.max(2, x(high) - x(low))} height={10} rx={2} />
      <line className="wb-ci-point" x1={x(estimate)} x2={x(estimate)} y1={5} y2={23} />
    </svg>
  );
}

/** A share of all with its Wilson interval as whiskers, for funnels. */
export function ShareBar({ rate, interval }: { rate: number; interval: { low: number; high: number } | null }) {
  const locale = useLocale();
  const label =
    interval === null
      ? formatPercent(rate, locale)
      : `${formatPercent(rate, locale)} (${formatPercent(interval.low, locale)} – ${formatPercent(interval.high, locale)})`;
  return (
    <svg className="wb-share" viewBox="0 0 400 24" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className="wb-share-all" x={0} y={4} width={400} height={16} rx={2} />
      <rect className="wb-share-part" x={0} y={4} width={Math.max(1, rate * 400)} height={16} rx={2} />
      {interval !== null && (
        <path
          className="wb-share-ends"
          d={`M${interval.low * 400} 12H${interval.high * 400}M${interval.low * 400} 6V18M${interval.high * 400} 6V18`}
        />
      )}
    </svg>
  );
}
