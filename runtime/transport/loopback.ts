// Servers on loopback for the tests of this room: real sockets, answered byte by byte, so that every fault of a provider can be had.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A running server and what it has seen. */
export interface Loopback {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly port: number;
  /** Whole requests, as they came. */
  readonly requests: string[];
  readonly seen: { connectionCount: number };
  close(): void;
}

/** Listens on a free port; `answer` is called with each whole request. */
export async function listen(answer: (socket: Socket, request: string) => void): Promise<Loopback> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const seen = { connectionCount: 0 };
  const server = createServer((socket) => {
    seen.connectionCount += 1;
    sockets.add(socket);
    let text = "";
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end === -1 || text.length < end + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)) return;
      const request = Buffer.from(text, "latin1").toString("utf8");
      text = "";
      requests.push(request);
      answer(socket, request);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `http://127.0.0.1:${port}`, port, requests, seen, close };
}

/** A whole answer. */
export function reply(status: number, headers: Readonly<Record<string, string>> = {}, body = ""): string {
  const lines = Object.entries({ "content-length": String(Buffer.byteLength(body)), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n${body}`;
}

/** Writes as much as the reader takes, without end. */
export function writeForever(socket: Socket, head: string, chunk: string): void {
  socket.write(head);
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", more);
  more();
}
