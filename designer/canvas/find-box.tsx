// Find a node: type, and go from hit to hit.
import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useMemo, useState } from "react";
import { searchNodes } from "#designer/document/search.ts";
import { useSay } from "#designer/text/say.tsx";
import { focusNodeNext, goTo } from "./acts.ts";
import { useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { panelWords, pickWords as words } from "./words.ts";

/** The box; the keyboard stays in it while it goes from hit to hit. */
export function FindBox() {
  const say = useSay();
  const bench = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(-1);
  const found = useMemo(() => searchNodes(draft, query), [draft, query]);
  const go = (by: 1 | -1) => {
    if (found.length === 0) return;
    const next = at === -1 ? (by === 1 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    const hit = found[next];
    setAt(next);
    if (hit === undefined) return;
    const typing = document.activeElement;
    goTo(bench, hit.node.id);
    if (typing instanceof HTMLInputElement) typing.focus();
  };
  const close = () => {
    bench.find(false);
    const hit = found[at];
    if (hit !== undefined) focusNodeNext(hit.node.id);
  };
  const count = query === "" ? "" : found.length === 0 ? say(words.notFound) : say(words.found(at + 1, found.length));
  return (
    <search className="wb-find" aria-label={say(words.find)}>
      <Input
        autoFocus
        size="small"
        value={query}
        placeholder={say(words.findType)}
        aria-label={say(words.find)}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") close();
        }}
      />
      <span className="wb-find-count" role="status">
        {count}
      </span>
      <Button size="small" type="text" icon={<UpOutlined />} aria-label={say(words.previous)} onClick={() => go(-1)} />
      <Button size="small" type="text" icon={<DownOutlined />} aria-label={say(words.next)} onClick={() => go(1)} />
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={say(panelWords.close)} onClick={close} />
    </search>
  );
}
