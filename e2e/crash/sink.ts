// The provider: a webhook receiver that writes down what it accepts, synced, before it says so. It refuses, dawdles and
// breaks off by chance, as providers do, and counts an effect once by its message id.

import { once } from "node:events";
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Chance } from "#e2e/drive/chance.ts";

/** A request that was accepted. */
export interface Accepted {
  id: string;
  type: string;
  learner: string;
}

/** A provider at work. */
export interface Sink {
  host: string;
  /** Whether it misbehaves. */
  isCalm: boolean;
  /** Requests as they came, repeats too. */
  requestCount: number;
  /** What the ledger holds, in order, repeats too. */
  read(): Accepted[];
  close(): void;
}

/** Opens a provider on loopback with its ledger in a file. */
export async function openSink(file: string, seed: string): Promise<Sink> {
  const chance = new Chance(seed, "sink");
  const fd = openSync(file, "a");
  const server = createServer(
    (incoming, outgoing) => void gather(incoming).then((body) => take(incoming, outgoing, body)),
  );
  const take = (incoming: IncomingMessage, outgoing: ServerResponse, body: string) => {
    sink.requestCount += 1;
    const mood = sink.isCalm ? 1 : chance.next();
    if (mood < 0.08) return void outgoing.writeHead(503).end();
    if (mood < 0.12) return void incoming.socket.destroy();
    const { type, data } = JSON.parse(body) as { type: string; data: { learner: string } };
    const line: Accepted = { id: String(incoming.headers["webhook-id"]), type, learner: data.learner };
    writeSync(fd, `${JSON.stringify(line)}\n`);
    fdatasyncSync(fd);
    // Accepted, and the answer never comes.
    if (mood < 0.18) return void incoming.socket.destroy();
    const delayMs = mood < 0.4 ? chance.whole(1, 120) : 0;
    setTimeout(() => outgoing.writeHead(204).end(), delayMs);
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sink: Sink = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    isCalm: false,
    requestCount: 0,
    read: () => {
      const lines = readFileSync(file, "utf8").split("\n");
      return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Accepted);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
      closeSync(fd);
    },
  };
  return sink;
}

async function gather(incoming: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
  return body;
}
