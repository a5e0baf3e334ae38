// One call at a time for a libSQL client: a transaction keeps the connection until it ends, everything else waits its turn.
// Without this, concurrent use of one client fails and leaves it damaged (libsql-client-ts issue 352, seen in 0.18.0).
import type { Client, InStatement, Transaction, TransactionMode } from "@libsql/client";

/** The same client behind a queue. A statement that meets SQLITE_BUSY closes the connection for good: it is never used again. */
export function serialise(client: Client): Client {
  let tail: Promise<unknown> = Promise.resolve();
  const run = <T>(act: () => Promise<T>): Promise<T> => {
    const result = tail.then(act).catch((error: unknown) => {
      if (isBusy(error)) client.close();
      throw error;
    });
    tail = result.catch(() => {}); // its own caller hears of it
    return result;
  };
  const transaction = (mode: TransactionMode = "write"): Promise<Transaction> => {
    const { promise: ended, resolve: end } = withResolvers();
    return new Promise((resolve, reject) => {
      run(async () => {
        const open = await client.transaction(mode);
        resolve(untilEnded(open, end));
        await ended;
      }).catch(reject);
    });
  };
  const queued: Partial<Client> = {
    execute: ((...given: [InStatement]) => run(() => client.execute(...given))) as Client["execute"],
    batch: (...given) => run(() => client.batch(...given)),
    migrate: (...given) => run(() => client.migrate(...given)),
    executeMultiple: (sql) => run(() => client.executeMultiple(sql)),
    transaction: transaction as Client["transaction"],
    close: () => client.close(),
  };
  return new Proxy(client, {
    get: (target, name) => {
      const own = queued[name as keyof Client];
      return own ?? Reflect.get(target, name, target);
    },
  });
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

// The transaction, telling when it is over in whichever way.
function untilEnded(open: Transaction, end: () => void): Transaction {
  return new Proxy(open, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name !== "commit" && name !== "rollback" && name !== "close") return value.bind(target) as unknown;
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given);
        if (result instanceof Promise) return result.finally(end);
        end();
        return result;
      };
    },
  });
}

function isBusy(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}
