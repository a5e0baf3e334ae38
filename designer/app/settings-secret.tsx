// What is shown once: a link or a key in a line of its own, ready to be copied.
import { CopyOutlined } from "@ant-design/icons";
import { App, Button, Input } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { formWords as words } from "./words-settings.ts";

/** The line; `label` names it. */
export function SecretLine({ label, text }: { label: string; text: string }) {
  const say = useSay();
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(say(words.copied));
    } catch {
      void message.warning(say(words.copyFailed)); // no secure context, or the person said no
    }
  };
  return (
    <div className="wb-secret">
      <Input readOnly aria-label={label} value={text} onFocus={({ target }) => target.select()} />
      <Button type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
        {say(words.copy)}
      </Button>
    </div>
  );
}
