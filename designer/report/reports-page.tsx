// All reports: every experiment with its verdict in one sentence, and a way to each strategy's report.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Page, Panel } from "#designer/ui/page.tsx";
import { type ExperimentSummary, getReportOverview } from "#shared/api/reports.ts";
import { listStrategies } from "#shared/api/strategies.ts";
import { useExperimentTitle } from "./experiment-section.tsx";
import { VerdictLine } from "./verdict.tsx";
import { reportWords as words } from "./words.ts";
import "./report.css";
import "./report-page.css";

/** The page `/reports`. */
export function ReportsPage() {
  const say = useSay();
  const api = useApi();
  const reports = useQuery({ queryKey: ["reports"], queryFn: () => api.call(getReportOverview) });
  const strategies = useQuery({ queryKey: ["strategies"], queryFn: () => api.call(listStrategies) });
  const items = strategies.data?.items.filter(({ state }) => state !== "archived") ?? [];
  const nameOf = useStrategyName(items);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      {reports.error !== null && <ProblemAlert error={reports.error} onRetry={() => void reports.refetch()} />}
      {reports.isPending && <Skeleton active aria-label={say(words.loading)} />}
      {reports.data?.experiments.length === 0 && (
        <EmptyState title={say(words.noExperiments)} hint={say(words.noExperimentsHow)} />
      )}
      {reports.data?.experiments.map((one) => (
        <Summary key={one.salt} one={one} name={nameOf(one.strategy)} />
      ))}
      {items.length > 0 && (
        <Panel title={say(words.strategies)}>
          <ul className="wb-report-list">
            {items.map(({ id }) => (
              <li key={id}>
                <Link to={`/strategies/${id}/report` as string}>{nameOf(id)}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}

function useStrategyName(items: readonly { id: string; name: unknown }[]): (id: string) => string {
  const locale = useLocale();
  return (id) => {
    const names = (items.find((one) => one.id === id)?.name ?? {}) as Record<string, string | undefined>;
    return names[tagOf(locale)] ?? names["zh-CN"] ?? names["en"] ?? id;
  };
}

function Summary({ one, name }: { one: ExperimentSummary; name: string }) {
  const say = useSay();
  const title = useExperimentTitle(one);
  return (
    <Panel
      title={name === "" ? title : `${name} · ${title}`}
      extra={
        one.strategy === "" ? null : <Link to={`/strategies/${one.strategy}/report` as string}>{say(words.open)}</Link>
      }
    >
      {one.verdicts.map(({ arm, kind, sentence }) => (
        <VerdictLine key={arm} kind={kind} sentence={sentence} />
      ))}
    </Panel>
  );
}
