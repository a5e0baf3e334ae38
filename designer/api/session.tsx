// Who is signed in, what they may do, and the school's zone and clock: asked once, known to every component.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { z } from "zod";
import { getSession, type PersonView, type sessionSchema } from "#shared/api/accounts.ts";
import type { Scope } from "#shared/api/contract.ts";
import { type Api, useApi } from "./client.tsx";

/** What the server says of the session. */
export type Session = z.output<typeof sessionSchema>;

/** The question for the session; its key is what to invalidate after signing in or out. */
export function sessionQuery(api: Api) {
  return queryOptions({ queryKey: ["session"], queryFn: () => api.call(getSession), staleTime: 60_000 });
}

/** The session as a query, for the few places that stand outside of it. */
export function useSessionQuery() {
  return useQuery(sessionQuery(useApi()));
}

interface Inside extends Session {
  readonly person: PersonView;
  /** The school's clock less this machine's, ms. */
  readonly aheadMs: number;
}

const SessionContext = createContext<Inside | null>(null);

/** Gives the session of a person who is signed in to all below it. `receivedAt` is when the answer came, UTC ms. */
export function SessionProvider(given: {
  children: ReactNode;
  session: Session;
  person: PersonView;
  receivedAt: number;
}) {
  const { session, person, receivedAt } = given;
  const aheadMs = Date.parse(session.school.clock.now) - receivedAt;
  return <SessionContext value={{ ...session, person, aheadMs }}>{given.children}</SessionContext>;
}

/** The session of the person who is signed in. */
export function useSession(): Inside {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession stands outside of SessionProvider");
  return session;
}

/** Whether the person's role allows what `scope` names; the server decides in the end. */
export function useCan(scope: Scope): boolean {
  const { scopes } = useSession();
  return scopes.includes(scope) || scopes.includes("admin");
}

/** The school's zone. */
export function useZone(): string {
  return useSession().school.zone;
}

/** Now by the school's clock, UTC ms, anew every `everyMs`. A test clock stands still between answers. */
export function useNow(everyMs = 30_000): number {
  const { school, aheadMs } = useSession();
  const [localAt, setLocalAt] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLocalAt(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return school.clock.isTest || school.isSample ? Date.parse(school.clock.now) : localAt + aheadMs;
}
