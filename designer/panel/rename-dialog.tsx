// Asks for another id: of a message, or of a variant.
import { Input, type InputRef, Modal } from "antd";
import { useRef, useState } from "react";
import { isSlug } from "#designer/form/choice-fields.tsx";
import { type Text, useSay } from "#designer/text/say.tsx";
import { listWords as words } from "./words-studio.ts";

interface Given {
  readonly id: string;
  /** What follows the new id. */
  readonly how: Text;
  readonly isTaken: (id: string) => boolean;
  readonly onDone: (to: string) => void;
  readonly onClose: () => void;
}

/** The dialog. */
export function RenameDialog({ id, how, isTaken, onDone, onClose }: Given) {
  const say = useSay();
  const input = useRef<InputRef>(null);
  const [to, setTo] = useState(id);
  const isSpent = to !== id && isTaken(to);
  const isFit = isSlug(to) && !isSpent;
  return (
    <Modal
      open
      title={say(words.rename)}
      okText={say(words.rename)}
      cancelText={say(words.cancel)}
      okButtonProps={{ disabled: !isFit }}
      onOk={() => onDone(to)}
      onCancel={onClose}
      afterOpenChange={(isOpen) => isOpen && input.current?.select()}
    >
      <Input
        ref={input}
        value={to}
        aria-label={say(words.renameTo)}
        status={isFit ? "" : "error"}
        onChange={({ target }) => setTo(target.value)}
        onPressEnter={() => isFit && onDone(to)}
      />
      <p className="wb-studio-note">{say(isSpent ? words.taken : how)}</p>
    </Modal>
  );
}
