// Fields of tiers: when one is entered, and the reach it promises.
import { Button, Radio } from "antd";
import type { Text } from "#designer/text/say.tsx";
import { useSay } from "#designer/text/say.tsx";
import type { Words } from "#shared/kernel/issue.ts";
import { DurationInput } from "./duration-field.tsx";
import { type FieldProps, useSurroundings } from "./field-props.ts";
import { NumberInput } from "./inputs.tsx";
import { numberOf } from "./number-fields.tsx";
import { ruleWords } from "./words.ts";

type Rule = "atLeast" | "all" | "score";

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** When a tier is entered: so many of the wired signals, all of them, or a score. */
export function EnterField({ name, value, write }: FieldProps<"enter">) {
  const say = useSay();
  const { draft, owner } = useSurroundings();
  const enter = recordOf(value);
  const rule: Rule = "score" in enter ? "score" : "all" in enter ? "all" : "atLeast";
  const wired = new Set(draft.edges.filter(({ to }) => to === owner.id).map(({ from }) => from)).size;
  const begin: Record<Rule, object> = { atLeast: { atLeast: 1 }, all: { all: true }, score: { score: 3 } };
  return (
    <div className="wb-stack">
      <Radio.Group
        aria-label={name}
        vertical
        value={rule}
        options={(["atLeast", "all", "score"] as const).map((one) => ({ value: one, label: say(ruleWords[one]) }))}
        onChange={(event) => write(begin[event.target.value as Rule])}
      />
      {rule === "atLeast" && (
        <NumberInput
          name={say(ruleWords.atLeast)}
          unit={say(ruleWords.signals(wired))}
          min={1}
          max={50}
          digits={0}
          value={numberOf(enter.atLeast)}
          write={(count) => count !== null && write({ atLeast: count })}
        />
      )}
      {rule === "score" && (
        <NumberInput
          name={say(ruleWords.score)}
          unit={say(ruleWords.points)}
          min={0.001}
          max={1_000_000}
          value={numberOf(enter.score)}
          write={(score) => score !== null && write({ score })}
        />
      )}
    </div>
  );
}

const parts = [
  { key: "minTouches", min: 0, max: 50, unit: "times" },
  { key: "minChannels", min: 0, max: 10, unit: "channels" },
  { key: "maxTouches", min: 1, max: 50, unit: "times" },
] as const;

/** A reach promise: one of the usual ones at a click, or its own numbers. */
export function ReachField({ field, name, value, write }: FieldProps<"reach">) {
  const say = useSay();
  const reach = recordOf(value);
  const isSame = (preset: Readonly<Record<string, unknown>>) =>
    Object.entries(preset).every(([key, one]) => reach[key] === one);
  return (
    <div className="wb-stack">
      <div className="wb-row">
        {field.presets.map(({ label, value: preset }) => (
          <Preset key={label.en} label={label} isTaken={isSame(preset)} onTake={() => write({ ...preset })} />
        ))}
        {field.isOptional && (
          <Preset label={ruleWords.noPromise} isTaken={value === undefined} onTake={() => write(undefined)} />
        )}
      </div>
      {value !== undefined && (
        <div className="wb-grid">
          <span>{say(ruleWords.within)}</span>
          <DurationInput
            name={`${name} · ${say(ruleWords.within)}`}
            value={reach.within}
            write={(within) => within !== undefined && write({ ...reach, within })}
          />
          {parts.map(({ key, min, max, unit }) => (
            <ReachNumber
              key={key}
              label={say(ruleWords[key])}
              name={`${name} · ${say(ruleWords[key])}`}
              unit={say(ruleWords[unit])}
              {...{ min, max }}
              value={numberOf(reach[key])}
              write={(count) => write({ ...reach, [key]: count })}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Preset({ label, isTaken, onTake }: { label: Text | Words; isTaken: boolean; onTake: () => void }) {
  const say = useSay();
  return (
    <Button size="small" type={isTaken ? "primary" : "default"} aria-pressed={isTaken} onClick={onTake}>
      {say(label)}
    </Button>
  );
}

function ReachNumber(given: {
  label: string;
  name: string;
  unit: string;
  min: number;
  max: number;
  value: number | null;
  write: (count: number) => void;
}) {
  const { label, write, ...rest } = given;
  return (
    <>
      <span>{label}</span>
      <NumberInput {...rest} digits={0} write={(count) => count !== null && write(count)} />
    </>
  );
}
