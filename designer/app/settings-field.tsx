// One setting: what it is called and does on one side, its control on the other, and what is wrong with it below.
import { type ReactNode, useId } from "react";

interface Given {
  readonly label: string;
  readonly help?: string;
  readonly wrong?: readonly string[];
  /** Gets the id that the label names, and of what describes the control. */
  readonly children: (control: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ReactNode;
}

/** A setting with one control. */
export function SettingsField({ label, help, wrong = [], children }: Given) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className="wb-setting">
      <div className="wb-setting-name">
        <label htmlFor={id}>{label}</label>
        {help !== undefined && <p>{help}</p>}
      </div>
      <div className="wb-setting-control">
        {children({ id, "aria-describedby": about, "aria-invalid": wrong.length > 0 })}
        <Wrong id={about} lines={wrong} />
      </div>
    </div>
  );
}

/** A setting of several controls, named together. */
export function SettingsSet(given: {
  readonly label: string;
  readonly help?: string;
  readonly wrong?: readonly string[];
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset className="wb-setting" aria-labelledby={id}>
      <div className="wb-setting-name">
        <span id={id}>{given.label}</span>
        {given.help !== undefined && <p>{given.help}</p>}
      </div>
      <div className="wb-setting-control">
        {given.children}
        <Wrong id={`${id}-about`} lines={given.wrong ?? []} />
      </div>
    </fieldset>
  );
}

function Wrong({ id, lines }: { id: string; lines: readonly string[] }) {
  return (
    <div id={id} role="status" className="wb-setting-wrong">
      {[...new Set(lines)].map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
