// The server as components see it: contracts called with the session's cookie and the person's language; what fails is thrown as a
// problem with its words, so that queries and forms show it.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale } from "#designer/text/say.tsx";
import { type Called, createClient, type Given, type Send } from "#shared/api/client.ts";
import type { AnswerOf, Contract } from "#shared/api/contract.ts";
import type { ProblemIssue } from "#shared/api/problem.ts";

/** A call that was answered with no success. `message` is the server's sentence in the person's language, "" where it gave none. */
export class ProblemError extends Error {
  readonly status: number;
  /** `answer.foreign` where the answer was none of ours (a proxy's page, say). */
  readonly code: string;
  readonly issues: readonly ProblemIssue[];
  readonly requestId: string | null;

  constructor({ status, problem }: Extract<Called<unknown>, { isOk: false }>) {
    super(problem?.title ?? "");
    this.name = "ProblemError";
    this.status = status;
    this.code = problem?.code ?? "answer.foreign";
    this.issues = problem?.issues ?? [];
    this.requestId = problem?.requestId ?? null;
  }
}

/** Calls routes by their contracts. */
export interface Api {
  /** The answer's body; throws a `ProblemError` for any that is no success, a `TypeError` where there is no connection. */
  call<const C extends Contract>(contract: C, given?: Given<C>): Promise<AnswerOf<C>>;
  /** The whole outcome as data, with headers (an ETag, say); throws only where there is no connection. */
  ask<const C extends Contract>(contract: C, given?: Given<C>): Promise<Called<AnswerOf<C>>>;
}

/** An API over `send`, speaking `locale`. */
export function createApi(send: Send, locale: "zh-CN" | "en"): Api {
  const client = createClient({ url: "", send, locale });
  return {
    ask: (contract, given) => client.call(contract, given),
    async call<const C extends Contract>(contract: C, given?: Given<C>): Promise<AnswerOf<C>> {
      const called = await client.call(contract, given);
      if (!called.isOk) throw new ProblemError(called);
      return called.value;
    },
  };
}

const ApiContext = createContext<Api | null>(null);

const sendWithCookies: Send = (address, request) => fetch(address, { ...request, credentials: "same-origin" });

/** Gives the API to all below it, in the person's language. */
export function ApiProvider({ children, send = sendWithCookies }: { children: ReactNode; send?: Send }) {
  const locale = useLocale();
  const api = useMemo(() => createApi(send, tagOf(locale)), [send, locale]);
  return <ApiContext value={api}>{children}</ApiContext>;
}

/** The API of the page. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error("useApi stands outside of ApiProvider");
  return api;
}
