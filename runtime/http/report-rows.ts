// Reports as rows of a table, for a spreadsheet: every rate with its numerator and denominator, an empty cell where it is not measurable.
import type { RateShown } from "#shared/report/rate-row.ts";
import type { ExperimentView, StrategyReport } from "#shared/report/strategy-report.ts";

type Row = Record<string, unknown>;

function rateCells(name: string, { x, n, rate, interval, isMeasurable }: RateShown): Row {
  const shown = isMeasurable
    ? { [name]: rate, [`${name}Low`]: interval?.low ?? null, [`${name}High`]: interval?.high ?? null }
    : {};
  return { [`${name}Count`]: isMeasurable ? x : null, [`${name}Of`]: n, ...shown };
}

/** One row for each arm, with its lift over the control. */
export function armRows({ report, spec }: ExperimentView): Row[] {
  return report.arms.map(({ arm, isControl, exposed, matured, rates, costPerRecoveredFen }) => {
    const compared = report.comparisons.find((one) => one.arm === arm);
    const { difference = null, p = null, level = null, kind = null } = compared?.verdict ?? {};
    return {
      experiment: spec.salt,
      arm,
      isControl,
      exposed,
      matured,
      ...Object.assign({}, ...Object.entries(rates).map(([name, rate]) => rateCells(name, rate))),
      difference: difference?.estimate ?? null,
      differenceLow: difference?.low ?? null,
      differenceHigh: difference?.high ?? null,
      liftRate: compared?.lift?.estimate ?? null,
      level,
      p,
      verdict: kind,
      costPerRecoveredFen,
    };
  });
}

/** The strategy's tables: sends, then episodes, by what the report is divided by. */
export function strategyRows({ by, sends, episodes }: StrategyReport): Row[] {
  const ofSends = sends.map(({ value, arm, cell, rates }) => ({
    table: "sends",
    by,
    value: value.replace("\n", " · "),
    variant: arm,
    decided: cell.decided ?? 0,
    sent: cell.sent ?? 0,
    ...Object.assign({}, ...Object.entries(rates).map(([name, rate]) => rateCells(name, rate))),
    costFen: cell.costFen ?? 0,
  }));
  const ofEpisodes = episodes.map(({ value, cell, open, recovered }) => ({
    table: "episodes",
    by,
    value: value.replace("\n", " · "),
    episodes: cell.episodes ?? 0,
    open,
    lost: cell.lost ?? 0,
    void: cell.void ?? 0,
    heldOut: cell.heldOut ?? 0,
    ...rateCells("recovered", recovered),
  }));
  return [...ofSends, ...ofEpisodes];
}
