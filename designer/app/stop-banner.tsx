// Says on every page that sends are stopped, who did it and when, and lets them go on.
import { PauseCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useCan, useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { StopView } from "#shared/api/stop.ts";
import { useStop, useStopActs } from "./stop.ts";
import { stopWords as words } from "./words.ts";

/** The banner; nothing while sends run. */
export function StopBanner() {
  const state = useStop();
  return state === undefined || state.reason === null ? null : <Banner state={state} />;
}

function Banner({ state }: { state: StopView }) {
  const say = useSay();
  const acts = useStopActs();
  const mayGo = useCan("operate");
  const mayConfirm = useCan("admin");
  return (
    <div className="wb-notice wb-notice-stop" role="status">
      <PauseCircleFilled aria-hidden="true" />
      <strong>{say(words.isStopped)}</strong>
      <span>
        <Why state={state} />
      </span>
      {state.reason === "stoppedByPerson" && mayGo && (
        <Button size="small" onClick={acts.go}>
          {say(words.go)}
        </Button>
      )}
      {state.reason === "clockJumped" && mayConfirm && (
        <Button size="small" onClick={acts.confirmClock}>
          {say(words.confirmClock)}
        </Button>
      )}
    </div>
  );
}

function Why({ state }: { state: StopView }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  if (state.reason === "clockJumped") return say(words.clockJumped);
  if (state.reason !== "stoppedByPerson") return say(words.fault);
  const name = state.byName ?? state.by;
  return say(name === null ? words.byPerson : words.byAt(name, formatDateTime(state.at, locale, zone)));
}
