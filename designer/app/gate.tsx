// The way in: leads to the first run or the door where nobody is signed in, else gives the session to what is inside.
import { useLocation } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { type ReactNode, useEffect } from "react";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { SessionProvider, useSessionQuery } from "#designer/api/session.tsx";
import { useChooseLocale, useIsLocaleChosen } from "#designer/text/say.tsx";
import { Redirect } from "./redirect.tsx";

/** Children see the session of a person who is signed in. */
export function Gate({ children }: { children: ReactNode }) {
  const { data, error, dataUpdatedAt, refetch } = useSessionQuery();
  const { href } = useLocation();
  usePersonsLocale(data?.person?.locale ?? null);
  if (data === undefined) return error === null ? <Waiting /> : <Unreached error={error} onRetry={refetch} />;
  if (!data.isSetUp) return <Redirect href="/setup" />;
  if (data.person === null)
    return <Redirect href={href === "/" ? "/login" : `/login?next=${encodeURIComponent(href)}`} />;
  return (
    <SessionProvider session={data} person={data.person} receivedAt={dataUpdatedAt}>
      {children}
    </SessionProvider>
  );
}

// The account's language holds where this browser has chosen none of its own.
function usePersonsLocale(locale: "zh-CN" | "en" | null): void {
  const isChosen = useIsLocaleChosen();
  const choose = useChooseLocale();
  useEffect(() => {
    if (!isChosen && locale !== null) choose(locale === "en" ? "en" : "zh");
  }, [isChosen, locale, choose]);
}

/** The shape of a page while it is on its way. */
export function Waiting() {
  return (
    <div className="wb-page" aria-busy="true">
      <Skeleton active title={{ width: 240 }} paragraph={{ rows: 8 }} />
    </div>
  );
}

function Unreached({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <main className="wb-door">
      <ProblemAlert error={error} onRetry={onRetry} />
    </main>
  );
}
