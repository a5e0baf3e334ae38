// How a verdict was computed: test, alpha spent, family, window, what is left out, gates, and the formula.
import { Drawer } from "antd";
import type { ReactNode } from "react";
import { formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { useReportSearch } from "./address.ts";
import { useExperimentTitle } from "./experiment-section.tsx";
import { definitionWords, metricWords, reportWords } from "./words.ts";
import { howWords as words } from "./words-page.ts";

const FORMULA = `z(d) = (pT − pC − d) / √(V · N/(N−1))
V = qT(1−qT)/nT + qC(1−qC)/nC
qT − qC = d`;

/** The drawer; closed where the address names no experiment. */
export function HowDrawer({ experiments }: { experiments: readonly ExperimentView[] }) {
  const say = useSay();
  const [search, change] = useReportSearch();
  const view = experiments.find(({ salt }) => salt === search.how);
  return (
    <Drawer
      size={560}
      open={view !== undefined}
      onClose={() => change({ how: undefined })}
      title={say(reportWords.how)}
      destroyOnHidden
    >
      {view !== undefined && <How view={view} />}
    </Drawer>
  );
}

function How({ view }: { view: ExperimentView }) {
  const say = useSay();
  const locale = useLocale();
  const title = useExperimentTitle(view);
  const { spec, report } = view;
  const metric = spec.metric === "recovered" ? definitionWords.recovered : definitionWords[spec.metric];
  const number = (n: number) => formatNumber(n, locale);
  const isPlanned = spec.plannedLearners !== null && spec.allocation === "fixed";
  return (
    <dl className="wb-how">
      <Line name={say(words.question)}>
        {say(words.questionSays(title, say(metricWords[spec.metric]), say(metric)))}
      </Line>
      <Line name={say(words.test)}>{say(spec.allocation === "bandit" ? words.bandit : words.testSays)}</Line>
      <Line name={say(words.alpha)}>
        {say(isPlanned ? words.hybrid(number(spec.plannedLearners ?? 0)) : words.sequence)}
      </Line>
      <Line name={say(words.family)}>{say(words.familySays(report.comparisons.length))}</Line>
      <Line name={say(words.window)}>{say(words.windowSays(spec.windowDays))}</Line>
      <Line name={say(words.left)}>{say(words.leftSays(number(report.health.crossed)))}</Line>
      <Line name={say(words.gates)}>{say(words.gatesSays)}</Line>
      <Line name={say(words.formula)}>
        <pre>{FORMULA}</pre>
      </Line>
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
