// Requests on their way out: judged and ready, waiting until their departure is on the disk.
import type { EngineNews } from "./protocol.ts";

/** A request as it is handed to a transport. */
export type Request = Extract<EngineNews, { news: "send" }>;

/** The requests of one round, in order. */
export class Departures {
  #list: { request: Request; leftBeforeAt: number | null }[] = [];

  /** A request is ready; `leftBeforeAt`: when its send left the last time, null where it never did. */
  add(request: Request, leftBeforeAt: number | null): void {
    this.#list.push({ request, leftBeforeAt });
  }

  /** All of them; none is left. */
  takeAll(): Request[] {
    return this.#list.splice(0).map(({ request }) => request);
  }

  /** Takes one back; gives when it had left before, undefined where it is not among them. */
  takeBack(id: number): number | null | undefined {
    const at = this.#list.findIndex(({ request }) => request.id === id);
    return at === -1 ? undefined : this.#list.splice(at, 1)[0]?.leftBeforeAt;
  }

  /** Takes back those that pass; gives their ids. */
  revoke(isRevoked: (id: number) => boolean): number[] {
    const ids = this.#list.map(({ request }) => request.id).filter(isRevoked);
    this.#list = this.#list.filter(({ request }) => !isRevoked(request.id));
    return ids;
  }
}
