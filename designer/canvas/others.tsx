// Who else is in this strategy, and at which node: told to the server every ten seconds.
import { Avatar, Tooltip } from "antd";
import { useEffect, useEffectEvent, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { postPresence } from "#shared/api/review.ts";
import { useCanvas, useCanvasStore } from "./canvas-context.tsx";
import { nameIn } from "./naming.ts";
import { selectedNodes } from "./store.ts";
import { pageWords as words } from "./words.ts";

type Other = AnswerOf<typeof postPresence>["items"][number];

const EVERY_MS = 10_000;

function useOthers(id: string): readonly Other[] {
  const api = useApi();
  const store = useCanvasStore();
  const [others, setOthers] = useState<readonly Other[]>([]);
  const call = useEffectEvent(async (isLeaving: boolean) => {
    const node = selectedNodes(store.getState())[0] ?? null;
    const body = { node, isLeaving };
    const called = await api.ask(postPresence, { params: { id }, body }).catch(() => null);
    if (called?.isOk === true && !isLeaving) setOthers(called.value.items);
  });
  useEffect(() => {
    void call(false);
    const timer = setInterval(() => void call(false), EVERY_MS);
    return () => {
      clearInterval(timer);
      void call(true);
    };
  }, [id]);
  return others;
}

/** The others, as discs with their first letter. */
export function Others({ id }: { id: string }) {
  const say = useSay();
  const locale = useLocale();
  const others = useOthers(id);
  const draft = useCanvas(({ history }) => history.present);
  if (others.length === 0) return null;
  const told = others.map(({ name, node }) =>
    node === null ? name : say(words.at(name, nameIn(draft, node, locale))),
  );
  const label = say(words.others(told.join(locale === "zh" ? "、" : ", ")));
  return (
    <Tooltip title={label}>
      <span className="wb-others" role="img" aria-label={label}>
        <Avatar.Group size={28} max={{ count: 3 }}>
          {others.map(({ id: who, name }) => (
            <Avatar key={who}>{name.slice(0, 1)}</Avatar>
          ))}
        </Avatar.Group>
      </span>
    </Tooltip>
  );
}
