// Invariants of values that may change by themselves: what the ledgers' chains, the digests of payloads and the checksums of sends say.
// Everything is read as bytes, since what has changed need not be text any more.
import { type Chained, chained, linkOver } from "./chains.ts";
import { type Breach, byOrder } from "./doctor-pieces.ts";
import type { Examined } from "./doctor-sends.ts";
import type { Engine } from "./engine.ts";
import { bytesOf, checksumOf, digestOf, isBytes, rowText, textOfBytes } from "./seal.ts";
import { sendColumns } from "./send.ts";

/** Links of the ledgers that do not hold, with the rows they are over, and payloads that are not what was written. */
export function* brokenChains({ engine }: Examined): Iterable<Breach> {
  for (const one of chained) yield* brokenLinks(engine, one);
  yield* changedPayloads(engine, "decisions", "evidence");
  yield* changedPayloads(engine, "sends", "content");
}

/** A ledger's links one by one, each upon what the one before says: damage is named where it is. */
function* brokenLinks({ db }: Engine, one: Chained): Iterable<Breach> {
  const next = db.sql(
    `SELECT CAST(up_to AS INTEGER) AS upTo, CAST(count AS INTEGER) AS count, CAST(hash AS BLOB) AS hash FROM chains
     WHERE ledger = ? AND up_to > ? ORDER BY up_to LIMIT 1`,
  );
  let [previous, after] = ["", 0];
  for (;;) {
    const row = next.get(one.ledger, after);
    if (row === undefined) break;
    const [upTo, hash] = [Number(row["upTo"]), textOfBytes(row["hash"])];
    const link = linkOver(db, one, previous, after, upTo);
    const isWhole = link?.hash === hash && link.count === row["count"] && link.upTo === upTo && !link.hasBytes;
    if (!isWhole) yield `${one.ledger} ${after + 1}..${upTo}`;
    if (upTo <= after) return; // not even the number of the link is one
    [previous, after] = [hash, upTo];
    yield null;
  }
  if (linkOver(db, one, previous, after, Number.MAX_SAFE_INTEGER) !== null) yield `${one.ledger} ${after + 1}..`;
}

/** Payloads that their digest does not fit; erased ones have no salt any more. */
function* changedPayloads(engine: Engine, table: "decisions" | "sends", payload: string): Iterable<Breach> {
  const sql = `SELECT id, CAST(salt || ${payload} AS BLOB) AS sealed, CAST(digest AS BLOB) AS digest, salt IS NULL AS isUnsealed
    FROM ${table} WHERE n > ? AND n <= ? AND digest IS NOT NULL AND (salt IS NOT NULL OR ${payload} IS NOT NULL)`;
  for (const row of byOrder(engine, table, "n", sql)) {
    if (row === null) yield null;
    else if (row["isUnsealed"] === 1 || digestOf(bytesOf(row["sealed"])) !== textOfBytes(row["digest"]))
      yield Number(row["id"]);
  }
}

/** Rows of the send ledger that are not what was written last. */
export function* changedSends({ engine }: Examined): Iterable<Breach> {
  const sql = `SELECT id, CAST(${rowText(sendColumns)} AS BLOB) AS text, CAST(checksum AS INTEGER) AS checksum,
    ${isBytes(sendColumns)} AS hasBytes FROM sends WHERE n > ? AND n <= ? AND checksum IS NOT NULL`;
  for (const row of byOrder(engine, "sends", "n", sql)) {
    if (row === null) yield null;
    else if (row["hasBytes"] === 1 || checksumOf(bytesOf(row["text"])) !== row["checksum"]) yield Number(row["id"]);
  }
}
