// The doctor: run by a person, its findings in words, what is broken first.
import { CheckCircleOutlined, CloseCircleFilled } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getDoctor } from "#shared/api/work.ts";
import { invariantWords, systemWords as words } from "./words-settings-system.ts";

type Finding = AnswerOf<typeof getDoctor>["findings"][number];

/** The button and what came of it. */
export function Doctor() {
  const say = useSay();
  const api = useApi();
  const run = useMutation({ mutationFn: () => api.call(getDoctor) });
  const findings = run.data?.findings ?? [];
  const broken = findings.filter(({ count }) => count > 0);
  return (
    <>
      <Button loading={run.isPending} onClick={() => run.mutate()}>
        {say(words.run)}
      </Button>
      <ProblemAlert error={run.error} onRetry={() => run.mutate()} />
      <div role="status" className="wb-stack-gap">
        {run.data !== undefined && (
          <Alert
            className="wb-settings-acts"
            showIcon
            type={run.data.isHealthy ? "success" : "error"}
            title={say(run.data.isHealthy ? words.healthy(findings.length) : words.ill(broken.length))}
          />
        )}
      </div>
      {run.data !== undefined && (
        <ul className="wb-findings">
          {[...broken, ...findings.filter(({ count }) => count === 0)].map((finding) => (
            <FindingRow key={finding.invariant} finding={finding} />
          ))}
        </ul>
      )}
    </>
  );
}

function FindingRow({ finding: { invariant, count, examples } }: { finding: Finding }) {
  const say = useSay();
  const locale = useLocale();
  const text = invariantWords[invariant];
  const isBroken = count > 0;
  return (
    <li className={isBroken ? "wb-findings-bad" : ""}>
      {isBroken ? <CloseCircleFilled aria-hidden /> : <CheckCircleOutlined aria-hidden className="wb-yes" />}
      <span>
        {text === undefined ? invariant : say(text)}
        {examples.length > 0 && <span className="wb-table-note wb-mono">{examples.join(" · ")}</span>}
      </span>
      <span className={isBroken ? "" : "wb-dim"}>
        {say(isBroken ? words.broken(formatNumber(count, locale)) : words.holds)}
      </span>
    </li>
  );
}
