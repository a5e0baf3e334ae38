// The time line of a trial: what happens and when, in the school's zone; events are added and taken away.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Input } from "antd";
import { useState } from "react";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { eventKinds, isEventType } from "#shared/event/catalog.ts";
import { courseLabel, eventLabel } from "./try-say.ts";
import { added, atOfWall, type TrialEvent, wallOf, withEvents } from "./try-trial.ts";
import { useTrial } from "./try-use.tsx";
import { tryWords as words } from "./words-try.ts";

/** Most events that are listed; a loaded history may have thousands. */
const MOST_SHOWN = 200;

/** The time line. */
export function TryTimeline() {
  const say = useSay();
  const { trial, change } = useTrial();
  const shown = trial.events.slice(-MOST_SHOWN).toReversed();
  return (
    <div className="wb-try-part">
      <NewEvent />
      {trial.events.length === 0 && <p className="wb-try-note">{say(words.noEvents)}</p>}
      <ol className="wb-try-events" aria-label={say(words.timeline)}>
        {shown.map((event) => (
          <Row
            key={event.key}
            event={event}
            onRemove={() =>
              change(
                withEvents(
                  trial,
                  trial.events.filter((one) => one !== event),
                ),
              )
            }
          />
        ))}
      </ol>
    </div>
  );
}

function Row({ event, onRemove }: { event: TrialEvent; onRemove: () => void }) {
  const say = useSay();
  const locale = useLocale();
  const { trial, state, zone } = useTrial();
  const label = eventLabel(event.type, locale);
  return (
    <li className={event.at <= state.at ? "wb-try-past" : undefined}>
      <time dateTime={new Date(event.at).toISOString()}>{formatDateTime(event.at, locale, zone)}</time>
      <span>{label}</span>
      <small title={event.course ?? undefined}>
        {event.course !== null && courseLabel(trial.learner, event.course, locale)}
      </small>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={say(words.remove(label))}
        onClick={onRemove}
      />
    </li>
  );
}

function NewEvent() {
  const say = useSay();
  const locale = useLocale();
  const { trial, state, zone, change } = useTrial();
  const [type, setType] = useState("session.started");
  const [when, setWhen] = useState<string | null>(null);
  const [course, setCourse] = useState(trial.events.find((one) => one.course !== null)?.course ?? "");
  const wall = when ?? wallOf(zone, state.at + 60_000);
  const at = atOfWall(zone, wall);
  const known = trial.events.flatMap((event) => event.course ?? []);
  const labels = new Map(known.map((id) => [id, courseLabel(trial.learner, id, locale)]));
  const options = eventKinds.map((kind) => ({
    value: kind.type,
    label: `${eventLabel(kind.type, locale)} · ${kind.type}`,
  }));
  const add = () => {
    if (at === null) return;
    change(withEvents(trial, added(trial.events, at, type, course === "" ? null : course)));
    setWhen(null);
  };
  return (
    <form
      className="wb-try-form"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="wb-try-field">
        <span aria-hidden="true">{say(words.eventType)}</span>
        <AutoComplete
          aria-label={say(words.eventType)}
          value={type}
          options={options}
          showSearch={{ filterOption: (typed, option) => String(option?.label).includes(typed) }}
          popupMatchSelectWidth={320}
          onChange={(value: string) => setType(value)}
        />
      </div>
      <div className="wb-try-field">
        <span aria-hidden="true">{say(words.when)}</span>
        <Input
          type="datetime-local"
          aria-label={say(words.when)}
          value={wall}
          onChange={({ target }) => setWhen(target.value)}
        />
      </div>
      <div className="wb-try-field">
        <span aria-hidden="true">{say(words.course)}</span>
        <AutoComplete
          aria-label={say(words.course)}
          value={labels.get(course) ?? course}
          options={[...labels].map(([value, label]) => ({ value, label }))}
          onChange={(typed: string) => setCourse([...labels].find(([, label]) => label === typed)?.[0] ?? typed)}
        />
      </div>
      <Button htmlType="submit" icon={<PlusOutlined />} disabled={at === null || !isEventType(type)}>
        {say(words.addEvent)}
      </Button>
    </form>
  );
}
