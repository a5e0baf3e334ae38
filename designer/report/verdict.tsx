// The verdict, first on the page: what kind it is in a word, and what it says in one sentence. A withdrawn one has no colour of success.
import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  HourglassOutlined,
  MinusCircleOutlined,
  StopOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { useSay } from "#designer/text/say.tsx";
import type { Words } from "#shared/kernel/issue.ts";
import type { VerdictKind } from "#shared/stats/verdict.ts";
import { verdictKinds } from "./words.ts";

const icons: Readonly<Record<VerdictKind, ReactNode>> = {
  better: <CheckCircleOutlined />,
  worse: <CloseCircleOutlined />,
  noDifference: <MinusCircleOutlined />,
  notEnough: <HourglassOutlined />,
  notTrusted: <StopOutlined />,
};

/** The verdict. */
export function VerdictLine({ kind, sentence }: { kind: VerdictKind; sentence: Words }) {
  const say = useSay();
  return (
    <div className={`wb-verdict wb-verdict-${kind}`} role="status">
      <span className="wb-verdict-kind">
        {icons[kind]} {say(verdictKinds[kind])}
      </span>
      <p>{say(sentence)}</p>
    </div>
  );
}
