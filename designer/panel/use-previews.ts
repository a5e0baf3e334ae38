// The texts as they would be sent, from the server's own renderer: all variants in both languages in one question, asked when the writer rests.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { previewMessages } from "#shared/api/work.ts";
import type { ContentChannel } from "#shared/message/content.ts";
import type { Locale } from "#shared/signal/words.ts";
import { useDesk } from "./studio-desk.tsx";
import { contentOf } from "./variants.ts";

/** One text, rendered. */
export type Preview = AnswerOf<typeof previewMessages>["items"][number];

/** The previews of a message. */
export interface Previews {
  /** Null where there is nothing to show yet. */
  of(variant: string, locale: Locale): Preview | null;
  /** Whether newer ones are on their way. */
  readonly isStale: boolean;
}

const REST_MS = 350;

/** A value once it has rested for `ms`. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** The previews of the desk's message. */
export function usePreviews(): Previews {
  const api = useApi();
  const { id, message, learner } = useDesk();
  const question = useMemo(() => {
    const channel = message.channel as ContentChannel;
    const asked = message.variants.flatMap((variant) =>
      (["zh-CN", "en"] as const).flatMap((locale) => {
        const content = contentOf(variant, locale);
        if (content === null) return [];
        const item = { channel, content: { ...content }, locale, ...(learner === null ? {} : { learner }) };
        return [{ key: `${variant.id} ${locale}`, item }];
      }),
    );
    // As text, so that equal questions are one and the same.
    return JSON.stringify(asked);
  }, [message, learner]);
  const rested = useRested(question, REST_MS);
  const { data, isFetching } = useQuery({
    queryKey: ["preview", id, rested],
    queryFn: async () => {
      const asked = JSON.parse(rested) as {
        key: string;
        item: { channel: ContentChannel; content: object; locale: Locale };
      }[];
      if (asked.length === 0) return new Map<string, Preview>();
      const { items } = await api.call(previewMessages, {
        body: { items: asked.map(({ item }) => ({ ...item, content: { ...item.content } })) },
      });
      return new Map(
        asked.flatMap(({ key }, index): [string, Preview][] => {
          const found = items[index];
          return found === undefined ? [] : [[key, found]];
        }),
      );
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    of: (variant, locale) => data?.get(`${variant} ${locale}`) ?? null,
    isStale: isFetching || rested !== question,
  };
}
