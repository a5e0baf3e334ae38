// Everything that pages stand on: look, language, the API, the query cache, antd in both.
import { QueryCache, QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { App as AntdApp, ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { ApiProvider, ProblemError } from "#designer/api/client.tsx";
import type { Connection } from "#designer/api/connection.ts";
import { LocaleProvider, useLocale } from "#designer/text/say.tsx";
import { useMenuKeys } from "#designer/ui/menu-keys.ts";
import { themeOf } from "#designer/ui/theme.ts";
import { LookProvider, useLook, useMedia } from "#designer/ui/theme-choice.tsx";
import "#designer/ui/base.css";

/** The cache of answers. An answer that the session is over asks for the session anew, which leads to the door. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ProblemError && error.status === 401 && query.queryKey[0] !== "session")
          void client.invalidateQueries({ queryKey: ["session"] });
      },
    }),
    defaultOptions: {
      // The server is often this machine, so what the browser believes of the network says nothing.
      queries: { staleTime: 5000, networkMode: "always", retry: shouldRetry },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}

function shouldRetry(failures: number, error: Error): boolean {
  return !(error instanceof ProblemError && error.status < 500) && failures < 2;
}

/** What stands around the router. */
export function Providers(given: { children: ReactNode; client: QueryClient; connection: Connection }) {
  return (
    <LocaleProvider>
      <LookProvider>
        <QueryClientProvider client={given.client}>
          <ApiProvider send={given.connection.send}>
            <Dressed>{given.children}</Dressed>
          </ApiProvider>
        </QueryClientProvider>
      </LookProvider>
    </LocaleProvider>
  );
}

function Dressed({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const { look } = useLook();
  const isStill = useMedia("(prefers-reduced-motion: reduce)");
  const theme = useMemo(() => themeOf(look, isStill), [look, isStill]);
  useMenuKeys();
  return (
    <ConfigProvider
      locale={locale === "zh" ? zh : en}
      theme={theme}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntdApp message={{ maxCount: 3 }} component={false}>
        <Hearer />
        {children}
      </AntdApp>
    </ConfigProvider>
  );
}

/** Answers carry words in the caller's language: another language asks again. */
function Hearer() {
  const locale = useLocale();
  const client = useQueryClient();
  const spoken = useRef(locale);
  useEffect(() => {
    if (spoken.current === locale) return;
    spoken.current = locale;
    void client.invalidateQueries();
  }, [locale, client]);
  return null;
}
