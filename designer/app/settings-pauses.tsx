// The school's breaks: rows of days, and the public holidays of a year in one act.
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useNow } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { dateOfDay, localDay } from "#shared/kernel/zone.ts";
import { chinaHolidays, holidayOf } from "./china-holidays.ts";
import { daysOf, instantOfWall, type Pause, pauseOf, wallOf, withHolidays } from "./pauses.ts";
import type { SettingsForm } from "./settings-form.tsx";
import { schoolWords as words } from "./words-settings.ts";

/** The list. */
export function PauseList({ form }: { form: SettingsForm }) {
  const say = useSay();
  const { pauses, zone } = form.settings;
  const put = (next: Pause[]) => form.change({ pauses: next });
  return (
    <>
      {pauses.length === 0 && <p className="wb-settings-how">{say(words.noPauses)}</p>}
      <ol className="wb-pauses">
        {pauses.map((pause, index) => (
          <li key={`${index} ${pauses.length}`}>
            <PauseRow pause={pause} zone={zone} nth={index + 1} onChange={(next) => put(pauses.with(index, next))} />
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={say(words.removePause(index + 1))}
              onClick={() => put(pauses.toSpliced(index, 1))}
            />
            {pause.to <= pause.from && (
              <span className="wb-setting-wrong" role="status">
                {say(words.pauseOrder)}
              </span>
            )}
          </li>
        ))}
      </ol>
      <PauseActs pauses={pauses} zone={zone} onPut={put} />
    </>
  );
}

function PauseActs({ pauses, zone, onPut }: { pauses: Pause[]; zone: string; onPut: (next: Pause[]) => void }) {
  const say = useSay();
  const today = localDay(zone, useNow());
  const year = Number(dateOfDay(today).slice(0, 4));
  const add = () => {
    const pause = pauseOf(dateOfDay(today), dateOfDay(today), zone);
    if (pause !== null) onPut([...pauses, pause]);
  };
  return (
    <div className="wb-setting-row">
      <Button icon={<PlusOutlined />} onClick={add}>
        {say(words.addPause)}
      </Button>
      {[...chinaHolidays]
        .filter(([one]) => one >= year)
        .map(([one, holidays]) => (
          <Button
            key={one}
            disabled={withHolidays(pauses, holidays, zone).length === pauses.length}
            onClick={() => onPut(withHolidays(pauses, holidays, zone))}
          >
            {say(words.addHolidays(one))}
          </Button>
        ))}
    </div>
  );
}

interface RowProps {
  pause: Pause;
  zone: string;
  nth: number;
  onChange: (pause: Pause) => void;
}

function PauseRow({ pause, zone, nth, onChange }: RowProps) {
  const say = useSay();
  const days = pause.to > pause.from ? daysOf(pause, zone) : null;
  if (days === null) return <PauseClocks pause={pause} zone={zone} nth={nth} onChange={onChange} />;
  const name = holidayOf(days.first, days.last)?.name;
  const put = (first: string, last: string) => {
    const next = pauseOf(first, last < first && first !== days.first ? first : last, zone);
    if (next !== null && next.to > next.from) onChange(next);
  };
  return (
    <>
      <Input
        type="date"
        aria-label={say(words.pauseFirst(nth))}
        value={days.first}
        onChange={({ target }) => put(target.value, days.last)}
      />
      <span>{say(words.until)}</span>
      <Input
        type="date"
        aria-label={say(words.pauseLast(nth))}
        min={days.first}
        value={days.last}
        onChange={({ target }) => put(days.first, target.value)}
      />
      <span className="wb-dim">
        {[say(words.days(days.count)), ...(name === undefined ? [] : [say(name)])].join(" · ")}
      </span>
    </>
  );
}

/** A break that does not keep to whole days: its two clocks. */
function PauseClocks({ pause, zone, nth, onChange }: RowProps) {
  const say = useSay();
  const ends = [
    { key: "from" as const, name: words.pauseFrom(nth) },
    { key: "to" as const, name: words.pauseTo(nth) },
  ];
  return ends.map(({ key, name }) => (
    <Input
      key={key}
      type="datetime-local"
      aria-label={say(name)}
      value={wallOf(pause[key], zone)}
      onChange={({ target }) => {
        const at = instantOfWall(target.value, zone);
        if (at !== null) onChange({ ...pause, [key]: at });
      }}
    />
  ));
}
