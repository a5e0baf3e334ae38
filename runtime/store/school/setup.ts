// The one-use setup token: printed at a start without an admin key, kept as its SHA-256, gone once it made the first key.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { recordAct } from "./audit.ts";
import type { NewKey } from "./keys.ts";
import type { School } from "./open.ts";
import { readMeta, takeMeta, writeMeta } from "./settings.ts";

const TOKEN = "setup.tokenHash";

/** A new setup token, in place of any before it; null where an admin key is in force. */
export async function issueSetupToken(school: School): Promise<string | null> {
  if (school.keys.has("admin")) return null;
  const token = randomBytes(24).toString("base64url");
  await writeMeta(school.db, TOKEN, hashOf(token).toString("hex"));
  return token;
}

/** Whether the school waits for its first key. */
export async function isSetupOpen(school: School): Promise<boolean> {
  return !school.keys.has("admin") && (await readMeta(school.db, TOKEN)) !== null;
}

/** The first admin key for the right token; null for any other. The token is gone before the key is made, so it works once. */
export async function redeemSetupToken(
  school: School,
  token: string,
  name: string,
  at: number,
): Promise<NewKey | null> {
  const kept = await readMeta(school.db, TOKEN);
  const fits = timingSafeEqual(hashOf(token), kept === null ? Buffer.alloc(32) : Buffer.from(kept, "hex"));
  if (kept === null || !fits || school.keys.has("admin")) return null;
  if (!(await takeMeta(school.db, TOKEN, kept))) return null;
  return school.keys.create({ name, source: "admin", scopes: ["admin"] }, at, async (tx, key) => {
    await recordAct(tx, {
      at,
      actor: "setup",
      act: "key.create",
      object: `key/${key.id}`,
      detail: { name, scopes: [...key.scopes] },
    });
  });
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
