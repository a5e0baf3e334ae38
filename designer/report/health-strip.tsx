// The health of an experiment's data, before any number: whether learners came as planned, who is in, how fresh it is.

import type { ReactNode } from "react";
import { formatNumber, formatPercent } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { MOST_CROSSED_RATE } from "#shared/stats/gates.ts";
import { SRM_ALARM_P } from "#shared/stats/srm.ts";
import { dayText, pText } from "./number-format.ts";
import { healthWords as words } from "./words.ts";

/** The strip. */
export function HealthStrip({ view, title }: { view: ExperimentView; title: string }) {
  const say = useSay();
  const locale = useLocale();
  const { health } = view.report;
  const isSplitBad = health.srmP < SRM_ALARM_P;
  const isCrossBad = health.assigned > 0 && health.crossed / health.assigned > MOST_CROSSED_RATE;
  const number = (value: number) => formatNumber(value, locale);
  const isBad = isSplitBad || isCrossBad || health.isLeak;
  return (
    <section className={isBad ? "wb-health wb-health-bad" : "wb-health"} aria-label={`${say(words.title)} · ${title}`}>
      <Item label={say(words.srm)} isBad={isSplitBad}>
        {say((isSplitBad ? words.srmBad : words.srmGood)(pText(health.srmP)))}
        {countsOf(view).map(({ arm, count, rate }) => (
          <small key={arm}>
            {say(view.armNames[arm] ?? { "zh-CN": arm, en: arm })} {number(count)} / {formatPercent(rate, locale, 0)}
          </small>
        ))}
        {health.srmClassicP !== null && <small>{say(words.classic(pText(health.srmClassicP)))}</small>}
      </Item>
      <Item label={say(words.leak)} isBad={health.isLeak}>
        {say(health.isLeak ? words.isLeak : words.noLeak)}
      </Item>
      <Item label={say(words.crossover)} isBad={isCrossBad}>
        {say(words.ofAssigned(number(health.crossed), number(health.assigned)))}
      </Item>
      <Item label={say(words.matured)}>{say(words.ofAssigned(number(health.matured), number(health.assigned)))}</Item>
      <Item label={say(words.fresh)}>
        {health.lookedDay === null ? say(words.never) : dayText(health.lookedDay, locale)}
      </Item>
      <Item label={say(words.days)}>{say(words.daysOf(health.fullDays))}</Item>
    </section>
  );
}

function Item({ label, isBad = false, children }: { label: string; isBad?: boolean; children: ReactNode }) {
  const say = useSay();
  return (
    <div className={isBad ? "wb-health-item wb-health-alarm" : "wb-health-item"}>
      <span className="wb-health-label">
        {label}
        {isBad && <strong> · {say(words.bad)}</strong>}
      </span>
      <div>{children}</div>
    </div>
  );
}

/** Learners of each arm beside its planned share (0..1), in the weights' last span. */
function countsOf(view: ExperimentView): { arm: string; count: number; rate: number }[] {
  const arms = Object.keys(view.spec.spans.at(-1)?.weights ?? {});
  const last = view.report.health.spans.at(-1) ?? [];
  const whole = last.reduce((sum, { weight }) => sum + weight, 0);
  return last.map(({ count, weight }, at) => ({
    arm: arms[at] ?? "",
    count,
    rate: whole === 0 ? 0 : weight / whole,
  }));
}
