// One HTTP request and its answer, bounded in time and bytes. It never rejects: what went wrong is data, and says whether a byte of
// the request can have reached the server.
import { setMaxListeners } from "node:events";
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";

/** Bounds of one exchange. */
export interface EgressLimits {
  /** For the name, the connection and its encryption. */
  readonly connectTimeoutMs: number;
  /** For everything, to the last byte of the answer. */
  readonly totalTimeoutMs: number;
  /** Bytes of an answer's body that are kept; what is longer is cut there and the connection dropped. */
  readonly bodyBytes: number;
}

/** How an exchange ended. */
export type EgressAnswer =
  /** The server answered. `isCut`: the body is longer than was read, or broke off. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
      readonly isCut: boolean;
    }
  /** The guard did not let it out. */
  | { readonly kind: "blocked"; readonly reason: string }
  | { readonly kind: "error"; readonly reason: string; readonly isBeforeFirstByte: boolean };

type Cut = "egress.connectTimeout" | "egress.timeout" | "egress.aborted";

/** The code of the error by which a lookup says that a name leads to no address it may. */
export const BLOCKED_CODE = "EADDRBLOCKED";

const HEADER_BYTES = 16 * 1024;

/** Where a request goes; its options' lookup judges the addresses. */
export interface Place {
  readonly isTls: boolean;
  readonly options: RequestOptions;
}

/** Sends `body` to a place that the caller has judged, and gathers the answer. */
export function exchange(
  { isTls, options }: Place,
  { method, headers }: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
  body: string,
  limits: EgressLimits,
  signal: AbortSignal,
): Promise<EgressAnswer> {
  if (signal.aborted) return Promise.resolve({ kind: "error", reason: "egress.aborted", isBeforeFirstByte: true });
  return new Promise((resolve) => {
    const outgoing = (isTls ? httpsRequest : httpRequest)({
      ...options,
      method,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      maxHeaderSize: HEADER_BYTES,
      insecureHTTPParser: false,
    });
    // A connection that was kept is there: its bytes flow within this turn.
    let hasBegun = outgoing.reusedSocket;
    let answer: ((isCut: boolean) => EgressAnswer) | null = null;
    const settle = (ended: EgressAnswer) => {
      if (connecting !== null) clearTimeout(connecting);
      clearTimeout(total);
      signal.removeEventListener("abort", abort);
      resolve(ended);
    };
    const fail = (reason: string) => {
      if (reason === BLOCKED_CODE) settle({ kind: "blocked", reason: "egress.privateAddress" });
      else settle(answer === null ? { kind: "error", reason, isBeforeFirstByte: !hasBegun } : answer(true));
      outgoing.destroy();
    };
    const cut = (reason: Cut) => () => fail(reason);
    const abort = cut("egress.aborted");
    const connecting = hasBegun ? null : setTimeout(cut("egress.connectTimeout"), limits.connectTimeoutMs);
    const total = setTimeout(cut("egress.timeout"), limits.totalTimeoutMs);
    setMaxListeners(0, signal); // one signal may stop any number of requests: that is no leak to warn of
    signal.addEventListener("abort", abort);
    if (connecting !== null)
      whenConnected(outgoing, isTls, () => {
        hasBegun = true;
        clearTimeout(connecting);
      });
    outgoing.on("response", (response) => {
      answer = gather(response, limits.bodyBytes, (isCut) => {
        if (answer !== null) settle(answer(isCut));
        if (isCut) outgoing.destroy();
      });
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => fail(reasonOf(error, hasBegun)));
    outgoing.on("close", () => fail("egress.connectionLost")); // said once more after every end: only the first one counts
    outgoing.end(body);
  });
}

/** Calls back when the request's bytes may begin to flow. */
function whenConnected(outgoing: ClientRequest, isTls: boolean, begin: () => void): void {
  outgoing.on("socket", (socket) => {
    if (outgoing.reusedSocket) begin();
    else socket.once(isTls ? "secureConnect" : "connect", begin);
  });
}

/** Keeps the first bytes of a body; the function it gives makes the answer of what has come so far. */
function gather(
  response: IncomingMessage,
  limit: number,
  end: (isCut: boolean) => void,
): (isCut: boolean) => EgressAnswer {
  const chunks: Buffer[] = [];
  let room = limit;
  response.on("data", (chunk: Buffer) => {
    if (chunk.length > 0 && room > 0) chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room < 0) end(true);
  });
  response.on("end", () => end(false));
  response.on("error", () => end(true));
  return (isCut) => ({
    kind: "answer",
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks).toString("utf8"),
    isCut,
  });
}

function reasonOf(error: NodeJS.ErrnoException, hasBegun: boolean): string {
  const code = error.code ?? "";
  if (code === BLOCKED_CODE) return BLOCKED_CODE;
  if (hasBegun) return code.startsWith("HPE_") ? "egress.malformedAnswer" : "egress.connectionLost";
  return code === "ENOTFOUND" || code.startsWith("EAI_") ? "egress.nameNotFound" : "egress.connectFailed";
}
