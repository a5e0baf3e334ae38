// The texts of a trial's sends, rendered by the server's one renderer: all of them in one question, asked when a new one is decided.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useApi } from "#designer/api/client.tsx";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { previewMessages } from "#shared/api/work.ts";
import { evidenceBag } from "#shared/message/evidence.ts";
import type { TrySend } from "./try-book.ts";
import type { Trial } from "./try-trial.ts";
import { useTrial } from "./try-use.tsx";

/** One text, rendered. */
export type Preview = AnswerOf<typeof previewMessages>["items"][number];
type Tag = "zh-CN" | "en";

/** Most texts in one question. */
const MOST = 50;

/** The language a learner is written to in. */
export function languageOf({ learner }: Trial, tag: Tag): Tag {
  const { locale } = learner.profile;
  return locale === undefined ? tag : locale.startsWith("zh") ? "zh-CN" : "en";
}

/** The texts of the trial's sends; null while one is not there. */
export function useTryPreviews(): { previewOf: (send: TrySend) => Preview | null } {
  const api = useApi();
  const tag = tagOf(useLocale());
  const { trial, state } = useTrial();
  const asked = state.sends.slice(-MOST).flatMap((send) => {
    const item = itemOf(trial, send, languageOf(trial, tag));
    return item === null ? [] : [{ id: send.id, item }];
  });
  const { data } = useQuery({
    // As text, so that equal questions are one and the same.
    queryKey: ["try", JSON.stringify(asked)],
    queryFn: async () => {
      if (asked.length === 0) return new Map<number, Preview>();
      const { items } = await api.call(previewMessages, { body: { items: asked.map(({ item }) => item) } });
      return new Map(asked.map(({ id }, index) => [id, items[index] as Preview]));
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { previewOf: (send) => data?.get(send.id) ?? null };
}

function itemOf(trial: Trial, send: TrySend, tag: Tag) {
  const content = contentOf(trial, send, tag);
  if (content === null) return null;
  const { learner, school } = trial;
  const zone = learner.profile.zone ?? school.zone;
  const evidence = evidenceBag(send.evidence);
  const { median, behind } = evidence;
  const data = {
    learner: { id: learner.id, name: learner.profile.name, locale: tag, zone, attr: learner.attributes },
    evidence,
    cohort: { ...(median === undefined ? {} : { median }), ...(behind === undefined ? {} : { behindPercent: behind }) },
  };
  return { channel: send.channel, content, locale: tag, zone, data };
}

/** The source content of a send: of its message's variant, or of the node itself. */
function contentOf({ document }: Trial, send: TrySend, tag: Tag): Record<string, unknown> | null {
  const node = document.nodes.find(({ id }) => id === send.node);
  if (node?.type === "task") {
    const title = node.title[tag] ?? node.title["zh-CN"] ?? node.title.en ?? node.id;
    return { title, script: node.script?.[tag] ?? node.script?.["zh-CN"] ?? node.script?.en ?? title };
  }
  if (node?.type === "webhook") return { body: node.fields ?? {} };
  const variants = send.message === null ? [] : (document.messages?.[send.message]?.variants ?? []);
  const content = variants.find(({ id }) => id === send.variant)?.content;
  const chosen = content?.[tag] ?? content?.["zh-CN"] ?? content?.en;
  return chosen === undefined ? null : { ...chosen };
}
