// The sample school: made once, gone into and out of, a day at a time.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Progress, Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan, useZone } from "#designer/api/session.tsx";
import { formatDate } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Page, Panel } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getSample, postNextDay, postSample, putSample } from "#shared/api/sample.ts";
import { sampleWords as words } from "./words-settings-system.ts";

type Standing = AnswerOf<typeof getSample>;
type Act = "make" | "next" | "open" | "leave";

const LOOK_EVERY_MS = 1000;

/** The page. */
export function SettingsSamplePage() {
  const say = useSay();
  const api = useApi();
  const query = useQuery({
    queryKey: ["sample"],
    queryFn: () => api.call(getSample),
    refetchInterval: ({ state }) => (state.data?.state === "filling" ? LOOK_EVERY_MS : false),
  });
  const act = useAct();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <ProblemAlert error={query.error ?? act.error} onRetry={() => void query.refetch()} />
      {query.data === undefined ? (
        query.error === null && <Skeleton active />
      ) : (
        <Sample standing={query.data} busy={act.isPending ? act.variables : null} onAct={act.mutate} />
      )}
    </Page>
  );
}

function useAct() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => {
      if (act === "make") return api.call(postSample);
      if (act === "next") return api.call(postNextDay);
      return api.call(putSample, { body: { isOpen: act === "open" } });
    },
    // Another school, or another day of it: nothing that is known holds any longer.
    onSuccess: () => client.invalidateQueries(),
  });
}

function Sample({ standing, busy, onAct }: { standing: Standing; busy: Act | null; onAct: (act: Act) => void }) {
  const say = useSay();
  const mayMake = useCan("admin");
  if (standing.state === "filling")
    return (
      <Panel title={say(words.state)}>
        <div role="status">{say(words.filling)}</div>
        <Progress aria-label={say(words.filling)} percent={Math.floor(standing.progressBp / 100)} status="active" />
      </Panel>
    );
  if (standing.state === "ready") return <Ready standing={standing} busy={busy} onAct={onAct} />;
  const make = (
    <Button type="primary" loading={busy === "make"} onClick={() => onAct("make")}>
      {say(words.make)}
    </Button>
  );
  return (
    <EmptyState
      title={say(standing.state === "failed" ? words.failed : words.none)}
      hint={say(mayMake ? words.noneHow : words.makeAdmin)}
      action={mayMake && make}
    />
  );
}

function Ready({ standing, busy, onAct }: { standing: Standing; busy: Act | null; onAct: (act: Act) => void }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const mayMove = useCan("operate");
  const { isOpen, now } = standing;
  return (
    <Panel title={say(words.state)}>
      <strong className="wb-state wb-state-live">{say(isOpen ? words.isOpen : words.ready)}</strong>
      <dl className="wb-system-facts">
        <div>
          <dt>{say(words.today)}</dt>
          <dd>{formatDate(now, locale, zone)}</dd>
        </div>
      </dl>
      <div className="wb-settings-acts">
        <Button
          type={isOpen ? "default" : "primary"}
          loading={busy === "open" || busy === "leave"}
          onClick={() => onAct(isOpen ? "leave" : "open")}
        >
          {say(isOpen ? words.leave : words.open)}
        </Button>
        {mayMove && (
          <Button loading={busy === "next"} onClick={() => onAct("next")}>
            {say(words.next)}
          </Button>
        )}
      </div>
      {mayMove && <p className="wb-dim">{say(words.nextHow)}</p>}
    </Panel>
  );
}
