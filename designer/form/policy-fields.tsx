// Fields of the strategy's own rules: frequency caps, and what its episodes are about.
import { Radio, Select } from "antd";
import { freshId } from "#designer/document/ids.ts";
import { useSay } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import { DurationInput } from "./duration-field.tsx";
import { isProperty } from "./event-fields.tsx";
import type { FieldProps } from "./field-props.ts";
import { NumberInput, TextInput } from "./inputs.tsx";
import { AddButton, RemoveButton } from "./row-buttons.tsx";
import { ruleWords } from "./words.ts";

const MOST_CAPS = 10;
const scopes = ["inapp", "push", "sms", "wechat", "email"];

interface Cap {
  readonly id: string;
  readonly scope: string;
  readonly limit: number;
  readonly per: string;
}

/** Frequency caps. */
export function CapsField({ value, write }: FieldProps<"caps">) {
  const say = useSay();
  const caps = Array.isArray(value) ? (value as Cap[]) : [];
  const put = (next: Cap[]) => write(next.length === 0 ? undefined : next);
  const add = () => {
    const id = freshId("cap", (wish) => caps.some((cap) => cap.id === wish));
    put([...caps, { id, scope: "all", limit: 2, per: "day" }]);
  };
  return (
    <div className="wb-stack">
      {caps.map((cap, index) => (
        <div key={cap.id} className="wb-part">
          <CapRow cap={cap} nth={index + 1} write={(next) => put(caps.with(index, next))} />
          <RemoveButton nth={index + 1} onRemove={() => put(caps.toSpliced(index, 1))} />
        </div>
      ))}
      <div>
        <AddButton label={say(ruleWords.addCap)} isOff={caps.length >= MOST_CAPS} onAdd={add} />
      </div>
    </div>
  );
}

function CapRow({ cap, nth, write }: { cap: Cap; nth: number; write: (cap: Cap) => void }) {
  const say = useSay();
  const names = channels
    .filter(({ id }) => scopes.includes(id))
    .map((channel) => ({ value: channel.id, label: say(channel.describe().label) }));
  const isDaily = cap.per === "day";
  return (
    <div className="wb-part-body">
      <Select
        aria-label={say(ruleWords.capScope(nth))}
        className="wb-wide"
        value={cap.scope}
        options={[{ value: "all", label: say(ruleWords.allChannels) }, ...names]}
        onChange={(scope) => write({ ...cap, scope })}
      />
      <div className="wb-row">
        <Select
          aria-label={say(ruleWords.capPer(nth))}
          value={isDaily ? "day" : "span"}
          options={[
            { value: "day", label: say(ruleWords.perDay) },
            { value: "span", label: say(ruleWords.perSpan) },
          ]}
          onChange={(per) => write({ ...cap, per: per === "day" ? "day" : "P7D" })}
        />
        {!isDaily && (
          <DurationInput
            name={say(ruleWords.capSpan(nth))}
            value={cap.per}
            write={(per) => per !== undefined && write({ ...cap, per })}
          />
        )}
      </div>
      <NumberInput
        name={say(ruleWords.capLimit(nth))}
        prefix={say(ruleWords.maxTouches)}
        unit={say(ruleWords.times)}
        min={0}
        max={1000}
        digits={0}
        value={cap.limit}
        write={(limit) => limit !== null && write({ ...cap, limit })}
      />
    </div>
  );
}

type About = "learner" | "course" | "key";

/** What an episode is about: the learner, each course, or each value of a data key such as a question's id. */
export function SubjectField({ name, value, write }: FieldProps<"subject">) {
  const say = useSay();
  const key = typeof value === "object" && value !== null && "key" in value ? String(value.key) : null;
  const about: About = key !== null ? "key" : value === "course" ? "course" : "learner";
  const begin = { learner: "learner", course: "course", key: { key: "questionId" } } as const;
  return (
    <div className="wb-stack">
      <Radio.Group
        aria-label={name}
        vertical
        value={about}
        options={(["learner", "course", "key"] as const).map((one) => ({ value: one, label: say(ruleWords[one]) }))}
        onChange={(event) => write(begin[event.target.value as About])}
      />
      {key !== null && (
        <TextInput
          name={say(ruleWords.keyName)}
          isCode
          value={key}
          accepts={isProperty}
          write={(next) => write({ key: next })}
        />
      )}
    </div>
  );
}
