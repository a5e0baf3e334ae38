// What can be done from anywhere: one list for the palette. A page is an action too: it opens.
import { useNavigate } from "@tanstack/react-router";
import { useCan } from "#designer/api/session.tsx";
import { quarantineWords } from "#designer/task/words-overview.ts";
import { useChooseLocale, useLocale, useSay } from "#designer/text/say.tsx";
import { useLook } from "#designer/ui/theme-choice.tsx";
import { useSignOut } from "./account-menu.tsx";
import { useOpenSections } from "./sections.tsx";
import { useStop, useStopActs } from "./stop.ts";
import { shellWords, stopWords } from "./words.ts";
import { strategyWords } from "./words-strategies.ts";

/** Something to do: what it is called, in which group, and how. */
export interface Action {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
}

/** The pages a person may open. */
export function usePageActions(): Action[] {
  const say = useSay();
  const navigate = useNavigate();
  const open = useOpenSections();
  const mayRead = useCan("read");
  const more = [
    ...(mayRead ? [{ path: "/quarantine", label: quarantineWords.title }] : []),
    { path: "/account", label: shellWords.account },
    { path: "/about", label: shellWords.about },
  ];
  return [...open, ...more].map(({ path, label }) => ({
    key: path,
    label: say(label),
    run: () => void navigate({ to: path }),
  }));
}

/** The acts a person may do. */
export function useActActions(onShortcuts: () => void): Action[] {
  const say = useSay();
  const navigate = useNavigate();
  const locale = useLocale();
  const choose = useChooseLocale();
  const look = useLook();
  const out = useSignOut();
  const stop = useStop();
  const acts = useStopActs();
  const mayDesign = useCan("design");
  const mayStop = useCan("operate") && stop !== undefined;
  const isStopped = stop?.reason === "stoppedByPerson";
  const dark = look.look === "dark";
  return [
    mayDesign && {
      key: "new",
      label: say(strategyWords.create),
      run: () => void navigate({ to: "/strategies", search: { open: "new" } }),
    },
    mayDesign && {
      key: "gallery",
      label: say(strategyWords.gallery),
      run: () => void navigate({ to: "/strategies", search: { open: "gallery" } }),
    },
    {
      key: "language",
      label: say(shellWords.otherLanguage),
      run: () => choose(locale === "zh" ? "en" : "zh"),
    },
    {
      key: "look",
      label: `${say(shellWords.theme)}: ${say(dark ? shellWords.light : shellWords.dark)}`,
      run: () => look.choose(dark ? "light" : "dark"),
    },
    mayStop && {
      key: "stop",
      label: say(isStopped ? stopWords.go : stopWords.stop),
      run: isStopped ? acts.go : acts.stop,
    },
    { key: "help", label: say(shellWords.help), run: onShortcuts },
    { key: "out", label: say(shellWords.signOut), run: () => void out.here() },
  ].filter((action) => action !== false);
}
