// One keep-alive connection over node:http, one request after the other. A broken connection is an answer like any other.
import { Agent, type IncomingHttpHeaders, request } from "node:http";

/** A request; the body is bytes or text as they go out. */
export interface Outgoing {
  method: "GET" | "POST" | "PUT";
  path: string;
  type?: string;
  body?: string | Uint8Array;
}

/** What came back, or the code of the error by which the connection broke. */
export type Answer =
  | { isAnswer: true; status: number; headers: IncomingHttpHeaders; text: string }
  | { isAnswer: false; code: string };

/** A connection that is opened with the first request. */
export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Sends a request; never rejects. */
  send({ method, path, type = "application/json", body }: Outgoing): Promise<Answer> {
    const headers: Record<string, string | number> = { authorization: `Bearer ${this.#key}` };
    if (body !== undefined) {
      headers["content-type"] = type;
      headers["content-length"] = Buffer.byteLength(body);
    }
    return new Promise((resolve) => {
      const fail = (error: NodeJS.ErrnoException) => resolve({ isAnswer: false, code: error.code ?? error.message });
      const outgoing = request(new URL(path, this.#url), { agent: this.#agent, headers, method });
      outgoing.on("error", fail);
      outgoing.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("aborted", () => resolve({ isAnswer: false, code: "ABORTED" }));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ isAnswer: true, status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
