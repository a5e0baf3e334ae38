// The sheet of shortcuts that work everywhere.
import { Modal } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { shellWords as words } from "./words.ts";

const shortcuts = [
  { keys: ["Ctrl / ⌘", "K"], label: words.search },
  { keys: ["?"], label: words.help },
  { keys: ["Esc"], label: words.closeDialog },
] as const;

/** The sheet. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={say(words.help)} width={480} destroyOnHidden>
      <h3 className="wb-keys-title">{say(words.general)}</h3>
      <dl className="wb-keys">
        {shortcuts.map(({ keys, label }) => (
          <div key={label.en}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(label)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
