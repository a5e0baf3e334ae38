// Whether sends are stopped, and the two acts upon it, asked before they are done.
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { createElement } from "react";
import { type Api, useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { getStop } from "#shared/api/stop.ts";
import { confirmClock, postStop } from "#shared/api/system.ts";
import { stopWords as words } from "./words.ts";

const ASK_EVERY_MS = 15_000;

function stopQuery(api: Api) {
  return queryOptions({ queryKey: ["stop"], queryFn: () => api.call(getStop), refetchInterval: ASK_EVERY_MS });
}

/** Why sends are stopped and by whom; undefined until known. */
export function useStop() {
  return useQuery(stopQuery(useApi())).data;
}

/** Stops all sends or lets them go on, after a question; confirms a clock that jumped. */
export function useStopActs() {
  const api = useApi();
  const client = useQueryClient();
  const say = useSay();
  const { modal } = App.useApp();
  const refresh = () => client.invalidateQueries({ queryKey: ["stop"] });
  const set = useMutation({
    mutationFn: (isStopped: boolean) => api.call(postStop, { body: { isStopped } }),
    onSuccess: refresh,
    onError: (error) => modal.error({ title: say(words.stop), content: createElement(ProblemAlert, { error }) }),
  });
  const clock = useMutation({ mutationFn: () => api.call(confirmClock), onSuccess: refresh });
  const ask = (isStopped: boolean) =>
    modal.confirm({
      title: say(isStopped ? words.stopAsk : words.goAsk),
      content: say(isStopped ? words.stopHow : words.goHow),
      okText: say(isStopped ? words.stop : words.go),
      okButtonProps: { danger: isStopped },
      onOk: () => set.mutateAsync(isStopped),
    });
  return { stop: () => ask(true), go: () => ask(false), confirmClock: () => clock.mutate() };
}
