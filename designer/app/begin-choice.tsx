// Where to begin: with an empty school, or in the sample school, which is made while one waits.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Progress } from "antd";
import { useEffect } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { getSample, postSample, putSample } from "#shared/api/sample.ts";
import { Door } from "./door.tsx";
import { doorWords as words } from "./words-door.ts";

const ASK_EVERY_MS = 1000;

/** The choice. */
export function BeginChoice() {
  const say = useSay();
  const navigate = useNavigate();
  const sample = useSampleSchool();
  return (
    <Door title={say(words.beginTitle)} lead={say(words.beginLead)} isWide>
      <div className="wb-choices">
        <section className="wb-choice">
          <h2>{say(words.empty)}</h2>
          <p>{say(words.emptyHow)}</p>
          <Button
            type="primary"
            size="large"
            disabled={sample.isBusy}
            onClick={() => void navigate({ to: "/strategies" })}
          >
            {say(words.emptyGo)}
          </Button>
        </section>
        <section className="wb-choice">
          <h2>{say(words.sample)}</h2>
          <p>{say(words.sampleHow)}</p>
          <Button size="large" loading={sample.isBusy} onClick={sample.open}>
            {say(words.sampleGo)}
          </Button>
          {sample.isBusy && <Progress percent={sample.percent} aria-label={say(words.filling)} />}
        </section>
      </div>
      <ProblemAlert error={sample.error} />
    </Door>
  );
}

/** Makes the sample school, follows how far it is, and goes in when it is ready. */
function useSampleSchool() {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const make = useMutation({ mutationFn: () => api.call(postSample) });
  const state = useQuery({
    queryKey: ["sample"],
    queryFn: () => api.call(getSample),
    enabled: make.isSuccess,
    refetchInterval: ASK_EVERY_MS,
  }).data;
  const enter = useMutation({
    mutationFn: () => api.call(putSample, { body: { isOpen: true } }),
    onSuccess: async () => {
      await client.resetQueries();
      await navigate({ to: "/" });
    },
  });
  const isReady = state?.state === "ready";
  const { mutate } = enter;
  useEffect(() => {
    if (isReady) mutate();
  }, [isReady, mutate]);
  const hasFailed = state?.state === "failed";
  return {
    open: () => make.mutate(),
    isBusy: (make.isPending || make.isSuccess || enter.isPending) && !hasFailed && !enter.isError,
    percent: Math.floor((state?.progressBp ?? 0) / 100),
    error: make.error ?? enter.error ?? (hasFailed ? new Error(say(words.sampleFailed)) : null),
  };
}
