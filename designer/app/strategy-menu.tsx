// What can be done with one strategy, by its state and the person's role; what stops or ends something is asked first.
import { MoreOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Dropdown, type MenuProps } from "antd";
import { lazy, Suspense, useState } from "react";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { nameOf, pathOf, type Summary } from "./strategies.ts";
import { useStrategyActs } from "./strategy-acts.ts";
import { strategyDialogWords as dialog, strategyWords as words } from "./words-strategies.ts";

const ResumeDialog = lazy(async () => ({ default: (await import("./resume-dialog.tsx")).ResumeDialog }));

/** The menu of a row. */
export function StrategyMenu({ strategy }: { strategy: Summary }) {
  const say = useSay();
  const locale = useLocale();
  const [isResuming, setIsResuming] = useState(false);
  const items = useItems(strategy, () => setIsResuming(true));
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
        <Button
          type="text"
          icon={<MoreOutlined />}
          aria-label={say(words.actsOf(nameOf(strategy, locale)))}
          aria-haspopup="menu"
        />
      </Dropdown>
      {isResuming && (
        <Suspense fallback={null}>
          <ResumeDialog strategy={strategy} onClose={() => setIsResuming(false)} />
        </Suspense>
      )}
    </>
  );
}

type Items = NonNullable<MenuProps["items"]>;

function useItems(strategy: Summary, onResume: () => void): Items {
  const say = useSay();
  const navigate = useNavigate();
  const mayDesign = useCan("design");
  const mayPublish = useCan("publish");
  const acts = useStrategyActs();
  const asked = useAsked(strategy);
  const { state } = strategy;
  const isRunning = state === "live" || state === "observe";
  const isUnderWay = isRunning || state === "paused";
  const remove = { key: "remove", label: say(words.remove), onClick: asked.remove };
  const archive = { key: "archive", label: say(words.archive), onClick: asked.archive };
  const last = mayDesign && state === "draft" ? remove : mayPublish && isUnderWay ? archive : null;
  const items: (Items[number] | false)[] = [
    { key: "open", label: say(words.open), onClick: () => void navigate({ to: pathOf(strategy.id) }) },
    strategy.version !== null && {
      key: "report",
      label: say(words.report),
      onClick: () => void navigate({ to: `${pathOf(strategy.id)}/report` }),
    },
    { key: "export", label: say(words.exportFile), onClick: () => acts.exportFile(strategy) },
    mayDesign && { key: "duplicate", label: say(words.duplicate), onClick: asked.duplicate },
    mayPublish && isRunning && { key: "pause", label: say(words.pause), onClick: asked.pause },
    mayPublish && state === "paused" && { key: "resume", label: say(words.resume), onClick: onResume },
    ...(last === null
      ? []
      : [
          { type: "divider" as const, key: "line" },
          { ...last, danger: true },
        ]),
  ];
  return items.filter((item) => item !== false);
}

function useAsked(strategy: Summary) {
  const say = useSay();
  const name = nameOf(strategy, useLocale());
  const acts = useStrategyActs();
  const { modal, message } = App.useApp();
  const fail = (error: unknown) => void modal.error({ title: name, content: <ProblemAlert error={error} /> });
  return {
    duplicate: () => {
      acts.duplicate(strategy).then((copy) => void message.success(say(dialog.copied(copy))), fail);
    },
    pause: () =>
      void modal.confirm({
        title: say(dialog.pauseAsk(name)),
        content: say(dialog.pauseHow),
        okText: say(dialog.pause),
        onOk: () => acts.pause(strategy.id).catch(fail),
      }),
    remove: () =>
      void modal.confirm({
        title: say(dialog.removeAsk(name)),
        content: say(dialog.removeHow),
        okText: say(dialog.remove),
        okButtonProps: { danger: true },
        onOk: () => acts.remove(strategy.id).catch(fail),
      }),
    archive: () =>
      void modal.confirm({
        title: say(dialog.archiveAsk(name)),
        content: say(dialog.archiveHow),
        okText: say(dialog.archive),
        okButtonProps: { danger: true },
        onOk: () => acts.archive(strategy.id).catch(fail),
      }),
  };
}
