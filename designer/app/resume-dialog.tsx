// Asks what becomes of the work that fell due while a strategy was paused (ruling 8), then lets it go on.
import { useMutation } from "@tanstack/react-query";
import { InputNumber, Modal, Radio } from "antd";
import { useState } from "react";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { nameOf, type Summary } from "./strategies.ts";
import { useStrategyActs } from "./strategy-acts.ts";
import { strategyDialogWords as words } from "./words-strategies.ts";

const modes = [
  { value: "rate", label: words.modeRate, how: words.modeRateHow },
  { value: "skip", label: words.modeSkip, how: words.modeSkipHow },
  { value: "void", label: words.modeVoid, how: words.modeVoidHow },
] as const;

/** The dialog. */
export function ResumeDialog({ strategy, onClose }: { strategy: Summary; onClose: () => void }) {
  const say = useSay();
  const locale = useLocale();
  const acts = useStrategyActs();
  const [mode, setMode] = useState<(typeof modes)[number]["value"]>("rate");
  const [perHour, setPerHour] = useState(200);
  const resume = useMutation({
    mutationFn: () => acts.resume(strategy.id, mode === "rate" ? { continuePerHour: perHour } : mode),
    onSuccess: onClose,
  });
  return (
    <Modal
      open
      title={say(words.resumeAsk(nameOf(strategy, locale)))}
      okText={say(words.resume)}
      onOk={() => resume.mutate()}
      onCancel={onClose}
      confirmLoading={resume.isPending}
    >
      <p id="resume-how">{say(words.resumeHow)}</p>
      <Radio.Group aria-labelledby="resume-how" value={mode} onChange={({ target }) => setMode(target.value)} vertical>
        {modes.map(({ value, label, how }) => (
          <Radio key={value} value={value}>
            {say(label)} <span className="wb-dim">{say(how)}</span>
          </Radio>
        ))}
      </Radio.Group>
      {mode === "rate" && (
        <p>
          <InputNumber
            aria-label={say(words.modeRateHow)}
            min={1}
            max={1_000_000}
            precision={0}
            value={perHour}
            onChange={(value) => setPerHour(value ?? 1)}
            suffix={say(words.perHour)}
            style={{ width: 200 }}
          />
        </p>
      )}
      <ProblemAlert error={resume.error} />
    </Modal>
  );
}
