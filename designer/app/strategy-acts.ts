// What can be done with a strategy from the list, as calls of the API; each refreshes the list when it is done.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useApi } from "#designer/api/client.tsx";
import { freshId } from "#designer/document/ids.ts";
import { type Locale, tagOf } from "#designer/text/locale.ts";
import { sayIn, useLocale } from "#designer/text/say.tsx";
import * as contracts from "#shared/api/strategies.ts";
import { copyOf } from "./copy.ts";
import { nameOf, pathOf, type Summary, strategiesQuery } from "./strategies.ts";
import { strategyDialogWords as words } from "./words-strategies.ts";

type Json = Readonly<Record<string, unknown>>;

/** What becomes of work that fell due while a strategy was paused. */
export type ResumeMode = "skip" | "void" | { continuePerHour: number };

/** The acts; each rejects with a `ProblemError` where the server refuses. */
export function useStrategyActs() {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const locale = useLocale();
  const refresh = useCallback(() => client.invalidateQueries({ queryKey: ["strategies"] }), [client]);
  return useMemo(() => {
    const ids = async () =>
      (await client.fetchQuery({ ...strategiesQuery(api), staleTime: 0 })).items.map(({ id }) => id);
    const open = (id: string) => navigate({ to: pathOf(id) });
    const put = async (document: Json, wish: string, rename: (name: string, language: string) => string) => {
      const taken = await ids();
      const id = freshId(wish, (one) => taken.includes(one));
      await api.call(contracts.createStrategy, { body: copyOf(document, id, rename) });
      await refresh();
      return id;
    };
    return {
      create: async (name: string, id: string) => {
        await api.call(contracts.createStrategy, { body: copyOf(emptyDocument(name, locale), id, (one) => one) });
        await refresh();
        await open(id);
      },
      use: async (document: Json) => open(await put(document, String(document.id), (one) => one)),
      takeAsNew: (document: Json) => put(document, String(document.id), (one) => one),
      async duplicate(strategy: Summary): Promise<string> {
        const { document } = await api.call(contracts.readStrategy, { params: { id: strategy.id } });
        await put(document, strategy.id, copyName);
        return copyName(nameOf(strategy, locale), tagOf(locale));
      },
      importFile: async (document: Json) => {
        await api.call(contracts.importStrategy, { body: document });
        await refresh();
      },
      exportFile: (strategy: Summary) => download(strategy.id),
      pause: (id: string) => api.call(contracts.pauseStrategy, { params: { id } }).then(refresh),
      resume: (id: string, mode: ResumeMode) =>
        api.call(contracts.resumeStrategy, { params: { id }, body: { mode } }).then(refresh),
      remove: (id: string) => api.call(contracts.deleteStrategy, { params: { id } }).then(refresh),
      archive: (id: string) => api.call(contracts.archiveStrategy, { params: { id } }).then(refresh),
    };
  }, [api, client, navigate, locale, refresh]);
}

function copyName(name: string, language: string): string {
  return sayIn(language === "en" ? "en" : "zh", words.copyName(name));
}

/** A draft with nothing drawn: enough to open it. */
function emptyDocument(name: string, locale: Locale): Json {
  return {
    format: "winback.strategy/1",
    id: "strategy",
    name: { [tagOf(locale)]: name },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["lesson.completed"], days: 3, within: "P14D" },
    nodes: [],
    edges: [],
  };
}

// The canonical text, byte for byte: no parsing on the way.
function download(id: string): void {
  const link = document.createElement("a");
  link.href = `/api/strategies/${encodeURIComponent(id)}/export`;
  link.download = `${id}.json`;
  link.click();
}
