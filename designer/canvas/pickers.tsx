// The two choosers that the keyboard opens: which node to add, and what to connect to.
import { Modal } from "antd";
import { Command } from "cmdk";
import { type ReactNode, useRef } from "react";
import { targetsFor } from "#designer/document/connection.ts";
import { messageAt, nodeAt } from "#designer/document/draft.ts";
import { portsOf } from "#designer/document/ports.ts";
import { starters } from "#designer/document/starters.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { addStarter, connectOrTell, focusNodeNext, freePort, mayStand } from "./acts.ts";
import { type Spot, useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { iconOf, iconOfNode } from "./icons.tsx";
import { nameIn, portLabel } from "./naming.ts";
import { sections } from "./node-palette.tsx";
import { paletteWords, pickWords as words } from "./words.ts";
import "./dialogs.css";

function Chooser(given: { title: string; hint: string; none: string; onClose: () => void; children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Modal
      open
      className="wb-pick"
      title={given.title}
      footer={null}
      width={440}
      onCancel={given.onClose}
      // What takes the keyboard before the dialog is shown may lose it to the dialog's own frame.
      afterOpenChange={(isOpen) => isOpen && input.current?.focus()}
      destroyOnHidden
    >
      <Command label={given.title} loop>
        <Command.Input ref={input} autoFocus placeholder={given.hint} />
        <Command.List label={given.title}>
          <Command.Empty>{given.none}</Command.Empty>
          {given.children}
        </Command.List>
      </Command>
    </Modal>
  );
}

/** Chooses what to add at a spot; only what may stand there is shown. */
export function AddPicker({ spot }: { spot: Spot }) {
  const say = useSay();
  const bench = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const source = spot.after?.node ?? spot.into?.from;
  const possible = starters.filter((starter) => mayStand(draft, starter, spot));
  const title = source === undefined ? words.add : words.addAfter(nameIn(draft, source, bench.locale));
  return (
    <Chooser title={say(title)} hint={say(words.type)} none={say(paletteWords.none)} onClose={() => bench.open(null)}>
      {sections.map((section) => {
        const items = possible.filter((one) => one.section === section);
        if (items.length === 0) return null;
        return (
          <Command.Group key={section} heading={say(paletteWords[section])}>
            {items.map((starter) => (
              <Command.Item
                key={starter.key}
                value={`${starter.key} ${starter.label["zh-CN"]} ${starter.label.en}`}
                onSelect={() => {
                  bench.open(null);
                  addStarter(bench, starter, spot);
                }}
              >
                <span aria-hidden="true">{iconOf(starter.key)}</span>
                {say(starter.label)}
              </Command.Item>
            ))}
          </Command.Group>
        );
      })}
    </Chooser>
  );
}

/** Chooses where a node leads: its ports one under the other, each with the nodes it may lead to. */
export function ConnectPicker({ from }: { from: string }) {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const node = nodeAt(draft, from);
  const ports = node === null ? [] : portsOf(node);
  const first = node === null ? null : freePort(draft, node);
  const sorted = [...ports].sort((a, b) => Number(b === first) - Number(a === first));
  const title = say(words.connect(nameIn(draft, from, locale)));
  return (
    <Chooser title={title} hint={say(words.connectType)} none={say(words.noTarget)} onClose={() => bench.open(null)}>
      {sorted.map((port) => {
        const targets = targetsFor(draft, from, port);
        if (targets.length === 0) return null;
        return (
          <Command.Group key={port} heading={portLabel(port, locale)}>
            {targets.map((target) => (
              <Command.Item
                key={target.id}
                value={`${port} ${target.id} ${nameIn(draft, target.id, "zh")} ${nameIn(draft, target.id, "en")}`}
                onSelect={() => {
                  bench.open(null);
                  connectOrTell(bench, { from, port, to: target.id });
                  focusNodeNext(from);
                }}
              >
                <span aria-hidden="true">{iconOfNode(target, messageAt(draft, target.message))}</span>
                {nameIn(draft, target.id, locale)}
                <small>{target.id}</small>
              </Command.Item>
            ))}
          </Command.Group>
        );
      })}
    </Chooser>
  );
}
