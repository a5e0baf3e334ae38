// The action map as a dialog: one choice for each part, the text that comes of it, and the button that puts it at the caret.
import { InputNumber, Modal, Select } from "antd";
import { useId, useState } from "react";
import { type Text, useSay } from "#designer/text/say.tsx";
import { actionMapText, type Chosen, type Part, pieces } from "./action-map.ts";
import { useDesk } from "./studio-desk.tsx";
import { testWords, actionMapWords as words } from "./words-studio.ts";

const parts: readonly (readonly [Part, Text])[] = [
  ["wrong", words.wrong],
  ["inTime", words.inTime],
  ["steps", words.steps],
];

/** The dialog. */
export function ActionMapDialog({ onInsert, onClose }: { onInsert: (text: string) => void; onClose: () => void }) {
  const say = useSay();
  const { tag } = useDesk();
  const minutesId = useId();
  const [chosen, setChosen] = useState<Chosen>({ wrong: "silent", inTime: "plenty", steps: "next", minutes: 15 });
  const text = actionMapText(chosen, tag);
  return (
    <Modal
      open
      title={say(words.title)}
      okText={say(words.insert)}
      cancelText={say(testWords.cancel)}
      okButtonProps={{ disabled: text === "" }}
      onOk={() => onInsert(text)}
      onCancel={onClose}
    >
      <p className="wb-studio-note">{say(words.lead)}</p>
      <div className="wb-map">
        {parts.map(([part, label]) => (
          <PartChoice key={part} part={part} label={say(label)} chosen={chosen} onChange={setChosen} />
        ))}
        <label htmlFor={minutesId}>{say(words.minutes)}</label>
        <InputNumber
          id={minutesId}
          min={1}
          max={240}
          precision={0}
          value={chosen.minutes}
          onChange={(minutes) => setChosen({ ...chosen, minutes })}
        />
        <span>{say(words.result)}</span>
        <code className="wb-map-text">{text}</code>
      </div>
    </Modal>
  );
}

function PartChoice(given: { part: Part; label: string; chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const say = useSay();
  const id = useId();
  const { part, label, chosen, onChange } = given;
  const options = [
    ...pieces[part].map((piece) => ({ value: piece.id, label: say(piece.label) })),
    { value: "", label: say(words.none) },
  ];
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={chosen[part] ?? ""}
        options={options}
        onChange={(value) => onChange({ ...chosen, [part]: value === "" ? null : value })}
      />
    </>
  );
}
