// The small labelled controls of an experiment: a choice, a rate written as a percentage, and a count.
import { InputNumber, Select } from "antd";
import { type ReactNode, useId } from "react";

/** A label beside something that names itself. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="wb-exp-field">
      <span>{label}</span>
      <div>{children}</div>
    </div>
  );
}

/** One of a few. */
export function Choice(given: {
  readonly label: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly options: { value: string; label: string }[];
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="wb-exp-field">
      <label htmlFor={id}>{given.label}</label>
      <Select
        id={id}
        value={given.value}
        disabled={given.isDisabled}
        options={given.options}
        popupMatchSelectWidth={false}
        onChange={given.onChange}
      />
    </div>
  );
}

/** A rate 0..1, written as a percentage; undefined where it is emptied. */
export function Percent(given: {
  readonly label: string;
  readonly rate: unknown;
  readonly most: number;
  readonly least?: number;
  readonly isDisabled: boolean;
  readonly onChange: (rate: number | undefined) => void;
}) {
  const id = useId();
  const { rate } = given;
  // A rate of 0.07 is 7 %, not 7.000000000000001 %.
  const percent = typeof rate === "number" ? Math.round(rate * 1e6) / 1e4 : null;
  return (
    <div className="wb-exp-field">
      <label htmlFor={id}>{given.label}</label>
      <InputNumber<number>
        id={id}
        value={percent}
        min={given.least ?? 0}
        max={given.most}
        controls={false}
        disabled={given.isDisabled}
        onChange={(value) => given.onChange(value === null ? undefined : Math.round(value * 1e4) / 1e6)}
      />
    </div>
  );
}

/** A count; null where it is emptied. */
export function Count(given: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const id = useId();
  return (
    <div className="wb-exp-field">
      <label htmlFor={id}>{given.label}</label>
      <InputNumber<number>
        id={id}
        value={given.value}
        min={1}
        max={1e9}
        precision={0}
        controls={false}
        onChange={given.onChange}
      />
    </div>
  );
}
