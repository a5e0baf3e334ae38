// The school's clock where it is not the wall's: of a test server, or of the sample school, with the way to move it on.
import { ClockCircleOutlined, StepForwardOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { useCan, useSession } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { postNextDay, putSample } from "#shared/api/sample.ts";
import { postClock } from "#shared/api/system.ts";
import { clockWords as words } from "./words.ts";

/** The test clock with the way to move it; nothing on a server that lives by the wall's. */
export function SchoolClock() {
  const { school } = useSession();
  return school.clock.isTest && !school.isSample ? <TestClock /> : null;
}

/** Says on every page that one is in the sample school, with its day, the next one, and the way back. */
export function SampleBanner() {
  const { school } = useSession();
  return school.isSample ? <Sample /> : null;
}

function useMove<T = void>(move: (by: T) => Promise<unknown>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: move,
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => void message.error(error.message),
  });
}

function Face({ label }: { label: string }) {
  const locale = useLocale();
  const { school } = useSession();
  return (
    <span className="wb-clock">
      <ClockCircleOutlined aria-hidden="true" />
      <span>{label}</span>
      <time dateTime={school.clock.now}>{formatDateTime(school.clock.now, locale, school.zone)}</time>
    </span>
  );
}

function Sample() {
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const { school } = useSession();
  const mayMove = useCan("operate");
  const next = useMove(() => api.call(postNextDay));
  const leave = useMove(() => api.call(putSample, { body: { isOpen: false } }));
  return (
    <div className="wb-notice wb-notice-sample" role="status">
      <strong>{say(words.sample)}</strong>
      <time dateTime={school.clock.now}>{formatDateTime(school.clock.now, locale, school.zone)}</time>
      <span className="wb-dim">{say(words.sampleHow)}</span>
      <span className="wb-notice-acts">
        {mayMove && (
          <Button size="small" icon={<StepForwardOutlined />} loading={next.isPending} onClick={() => next.mutate()}>
            {say(words.sampleNextDay)}
          </Button>
        )}
        <Button size="small" onClick={() => leave.mutate()}>
          {say(words.leave)}
        </Button>
      </span>
    </div>
  );
}

const steps = [
  { key: "PT1H", label: words.nextHour },
  { key: "P1D", label: words.nextDay },
] as const;

function TestClock() {
  const say = useSay();
  const api = useApi();
  const move = useMove((advance: string) => api.call(postClock, { body: { advance } }));
  const items = steps.map(({ key, label }) => ({ key, label: say(label), onClick: () => move.mutate(key) }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }} disabled={move.isPending}>
      <Button type="text" size="small" className="wb-clock-button" aria-haspopup="menu" aria-busy={move.isPending}>
        <Face label={say(move.isPending ? words.moving : words.test)} />
      </Button>
    </Dropdown>
  );
}
