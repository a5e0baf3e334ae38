// The sheet of the canvas's shortcuts, from the list of actions.
import { Modal } from "antd";
import { useSay } from "#designer/text/say.tsx";
import type { ActionGroup } from "./action.ts";
import { actions } from "./actions.ts";
import { keyNames } from "./keys.ts";
import { isMac } from "./toolbar.tsx";
import { sheetWords as words } from "./words-actions.ts";

const groups: readonly Exclude<ActionGroup, "align">[] = ["edit", "draw", "view"];

/** The sheet. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const byHand = [
    [words.arrows, words.move],
    [words.boxKeys, words.box],
    [words.severalKeys, words.several],
    [words.zoomKeys, words.zoom],
  ] as const;
  return (
    <Modal open onCancel={onClose} footer={null} title={say(words.title)} width={760}>
      <div className="wb-sheet">
        {groups.map((group) => (
          <section key={group}>
            <h2 className="wb-keys-title">{say(words[group])}</h2>
            <Keys of={actions.filter((action) => action.group === group && action.keys.length > 0)} />
          </section>
        ))}
        <section>
          <h2 className="wb-keys-title">{say(words.mouse)}</h2>
          <dl className="wb-keys">
            {byHand.map(([keys, what]) => (
              <div key={keys.en}>
                <dt>
                  <kbd>{say(keys)}</kbd>
                </dt>
                <dd>{say(what)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function Keys({ of }: { of: typeof actions }) {
  const say = useSay();
  return (
    <dl className="wb-keys">
      {of.map(({ id, keys, label }) => (
        <div key={id}>
          <dt>
            {keyNames(keys[0] ?? "", isMac()).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{say(label)}</dd>
        </div>
      ))}
    </dl>
  );
}
