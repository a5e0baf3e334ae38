// The system: that the runtime lives, what it holds, and where the documents about its API are.
import { useQuery } from "@tanstack/react-query";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { getHealth, getStatus } from "#shared/api/system.ts";
import { Documents } from "./documents.tsx";
import { useStop } from "./stop.ts";
import { aboutWords as words } from "./words-account.ts";
import "./account.css";

/** The page. */
export function AboutPage() {
  const say = useSay();
  const api = useApi();
  const health = useQuery({ queryKey: ["health"], queryFn: () => api.call(getHealth) });
  const stop = useStop();
  const isStopped = stop !== undefined && stop.reason !== null;
  const mayRead = useCan("read");
  return (
    <Page title={say(words.title)} narrow>
      <Panel
        title={say(words.state)}
        extra={health.data && <span className="wb-dim">{say(words.version(health.data.version))}</span>}
      >
        <ProblemAlert error={health.error} onRetry={() => void health.refetch()} />
        {health.data && (
          <strong className={`wb-state wb-state-${isStopped ? "paused" : "live"}`}>
            {say(isStopped ? words.stopped : words.running)}
          </strong>
        )}
        {mayRead && <Figures />}
      </Panel>
      <Panel title={say(words.documents)}>
        <Documents />
      </Panel>
    </Page>
  );
}

function Figures() {
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const { data } = useQuery({ queryKey: ["status"], queryFn: () => api.call(getStatus), refetchInterval: 5000 });
  const number = (value: unknown) => formatNumber(typeof value === "number" ? value : null, locale);
  const counters = (data?.counters ?? {}) as Record<string, unknown>;
  const rows = [
    [words.learners, data?.learnerCount],
    [words.events, counters["events applied"] ?? (data === undefined ? null : 0)],
    [words.episodes, data?.openEpisodeCount],
    [words.sends, data?.pendingSendCount],
  ] as const;
  return (
    <dl className="wb-system-figures">
      {rows.map(([name, value]) => (
        <div key={name.en}>
          <dt>{say(name)}</dt>
          <dd>{number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
