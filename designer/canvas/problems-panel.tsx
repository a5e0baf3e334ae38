// What is wrong, worst first: a click goes to the node; what has one certain cure is cured at a click.
import { CheckCircleOutlined, CloseCircleFilled, InfoCircleFilled, WarningFilled } from "@ant-design/icons";
import { Button, Flex, Skeleton } from "antd";
import type { Problem } from "#designer/document/problems.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { Severity } from "#shared/kernel/issue.ts";
import { goTo } from "./acts.ts";
import { useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { nameIn } from "./naming.ts";
import { panelWords as words } from "./words.ts";

const signs = { error: <CloseCircleFilled />, warning: <WarningFilled />, info: <InfoCircleFilled /> };
const order: readonly Severity[] = ["error", "warning", "info"];

/** The list. */
export function ProblemsPanel() {
  const say = useSay();
  const { of, problems } = useCanvas(({ judgement }) => judgement);
  if (of === null) return <Skeleton active title={false} className="wb-side-pad" aria-label={say(words.checking)} />;
  if (problems.length === 0) {
    return (
      <Flex className="wb-side-pad" gap="small">
        <CheckCircleOutlined style={{ color: "var(--wb-good)" }} />
        {say(words.noProblems)}
      </Flex>
    );
  }
  const sorted = order.flatMap((severity) => problems.filter((one) => one.severity === severity));
  return (
    <ul className="wb-problems" aria-label={say(words.problems)}>
      {sorted.map((problem) => (
        <Row key={`${problem.code} ${problem.path.join(".")} ${problem.message.en}`} problem={problem} />
      ))}
    </ul>
  );
}

function Row({ problem }: { problem: Problem }) {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const { nodeId, severity, fix, message } = problem;
  const jump = () => (nodeId === null ? bench.openPanel("settings") : goTo(bench, nodeId));
  return (
    <li>
      <button type="button" className={`wb-problem wb-problem-${severity}`} onClick={jump}>
        {signs[severity]}
        <span className="wb-problem-where">
          {nodeId === null ? say(words.wholeStrategy) : nameIn(draft, nodeId, locale)}
        </span>
        <span>{say(message)}</span>
      </button>
      {fix?.patch !== undefined && !isReadOnly && (
        <Button size="small" onClick={() => bench.store.getState().dispatch({ do: "patch", patch: fix.patch ?? [] })}>
          {say(fix.label)}
        </Button>
      )}
    </li>
  );
}
