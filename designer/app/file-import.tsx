// Taking a strategy from a file: dropped on the page or picked, read here, judged by the server, with words for what is wrong.
import { App, Button } from "antd";
import { type DragEvent, type ReactNode, useCallback, useRef, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { listStrategies, validateDocument } from "#shared/api/strategies.ts";
import { nameOf } from "./strategies.ts";
import { useStrategyActs } from "./strategy-acts.ts";
import { strategyDialogWords as dialog, strategyWords as words } from "./words-strategies.ts";

const MOST_BYTES = 4 * 1024 * 1024;

/** Takes a file: imports it, and asks first where a strategy of its id is there. */
export function useFileImport(): (file: File) => void {
  const say = useSay();
  const api = useApi();
  const { modal } = App.useApp();
  const keep = useKeep();
  return useCallback(
    (file) => {
      const fail = (content: ReactNode) => {
        modal.error({ title: say(dialog.importFailed(file.name)), content, width: 640 });
      };
      const take = async () => {
        if (file.size > MOST_BYTES) return fail(say(dialog.tooLarge));
        const { parseJson } = await import("#designer/document/clip.ts");
        const value = parseJson(await file.text());
        if (typeof value !== "object" || value === null || Array.isArray(value)) return fail(say(dialog.notJson));
        const document = value as Record<string, unknown>;
        const { isValid, issues } = await api.call(validateDocument, { body: document });
        if (!isValid)
          return fail(<Issues lines={issues.map(({ path, message }) => `${path.join(".")} · ${message}`)} />);
        const { items } = await api.call(listStrategies);
        keep(
          document,
          items.some(({ id }) => id === document.id),
        );
      };
      take().catch((error: unknown) => fail(<ProblemAlert error={error} />));
    },
    [api, keep, modal, say],
  );
}

function Issues({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="wb-issues">
      {[...new Set(lines)].slice(0, 20).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Keeps a valid document: at once where it is new, else as the person says. */
function useKeep() {
  const say = useSay();
  const locale = useLocale();
  const acts = useStrategyActs();
  const { modal, message } = App.useApp();
  return useCallback(
    (document: Record<string, unknown>, isThere: boolean) => {
      const name = nameOf({ id: String(document.id), name: document.name }, locale);
      const told = (done: Promise<unknown>) => done.then(() => void message.success(say(dialog.imported(name))));
      if (!isThere) return told(acts.importFile(document)).catch((error: unknown) => void message.error(String(error)));
      const asking = modal.confirm({
        title: say(dialog.replaceAsk(name)),
        content: say(dialog.replaceHow),
        okText: say(dialog.replace),
        onOk: () => told(acts.importFile(document)),
        footer: (_, { OkBtn, CancelBtn }) => (
          <>
            <CancelBtn />
            <Button onClick={() => void told(acts.takeAsNew(document)).then(() => asking.destroy())}>
              {say(dialog.asCopy)}
            </Button>
            <OkBtn />
          </>
        ),
      });
    },
    [acts, locale, message, modal, say],
  );
}

/** Opens the system's dialog for one JSON file. */
export function useFilePicker(onFile: (file: File) => void): () => void {
  return () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.onchange = () => {
      const file = input.files?.[0];
      if (file !== undefined) onFile(file);
    };
    input.click();
  };
}

/** An area that takes a dropped file and shows that it would. */
export function FileDrop({
  isOn,
  onFile,
  children,
}: {
  isOn: boolean;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const say = useSay();
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  if (!isOn) return children;
  const hover = (by: number) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    depth.current = 0;
    setIsOver(false);
    if (file === undefined) return;
    event.preventDefault();
    onFile(file);
  };
  return (
    <section
      className="wb-drop"
      aria-label={say(words.title)}
      onDragEnter={hover(1)}
      onDragLeave={hover(-1)}
      onDragOver={hover(0)}
      onDrop={drop}
    >
      {children}
      {isOver && <div className="wb-drop-veil">{say(words.drop)}</div>}
    </section>
  );
}
