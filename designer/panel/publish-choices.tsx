// The choices of a publish: who of those that match already is let in, and whether it sends.
import { InputNumber, Radio } from "antd";
import { useSay } from "#designer/text/say.tsx";
import type { Choice } from "./publish-queries.ts";
import { publishWords as words } from "./words-publish.ts";

const USUAL_PER_HOUR = 50;

interface Given {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** Learners who match at the first publish: left alone, or let in at an hourly rate. Later publishes let nobody in this way. */
export function EnrolChoice({ choice, onChange, matching }: Given & { matching: number }) {
  const say = useSay();
  const { enrolPerHour } = choice;
  const put = (perHour: number | null) => onChange({ ...choice, enrolPerHour: perHour });
  return (
    <section className="wb-publish-part" aria-label={say(words.matching)}>
      <h3>{say(words.matching)}</h3>
      <p className="wb-publish-note">{say(words.matchingCount(matching))}</p>
      {matching > 0 && (
        <>
          <Radio.Group
            aria-label={say(words.matching)}
            vertical
            value={enrolPerHour === null ? "none" : "ramp"}
            options={[
              { value: "none", label: say(words.enrolNone) },
              { value: "ramp", label: say(words.enrolRamp) },
            ]}
            onChange={({ target }) => put(target.value === "none" ? null : USUAL_PER_HOUR)}
          />
          {enrolPerHour !== null && (
            <div className="wb-publish-row">
              <InputNumber<number>
                aria-label={say(words.perHourOf)}
                min={1}
                max={1_000_000}
                precision={0}
                prefix={say(words.perHour)}
                value={enrolPerHour}
                onChange={(value) => put(value ?? 1)}
              />
              <span className="wb-publish-note">{say(words.takes(Math.ceil(matching / enrolPerHour)))}</span>
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** Whether it sends, or only observes. */
export function StateChoice({ choice, onChange }: Given) {
  const say = useSay();
  const ways = [
    { key: "live", label: words.live, how: words.liveHow },
    { key: "observe", label: words.observe, how: words.observeHow },
  ] as const;
  return (
    <section className="wb-publish-part" aria-label={say(words.how)}>
      <h3>{say(words.how)}</h3>
      <Radio.Group
        aria-label={say(words.how)}
        vertical
        value={choice.state}
        onChange={({ target }) => onChange({ ...choice, state: target.value === "observe" ? "observe" : "live" })}
      >
        {ways.map(({ key, label, how }) => (
          <Radio key={key} value={key}>
            {say(label)} <small className="wb-publish-note">{say(how)}</small>
          </Radio>
        ))}
      </Radio.Group>
    </section>
  );
}
