// A switch with its words beside it.
import { Switch } from "antd";
import { useId } from "react";

/** The line; its words name the switch. */
export function SwitchLine(given: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const id = useId();
  return (
    <div className="wb-setting-switch">
      <Switch id={id} checked={given.isOn} onChange={given.onChange} />
      <label htmlFor={id}>{given.label}</label>
    </div>
  );
}
