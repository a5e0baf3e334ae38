// The installation's secrets, in a file of the data folder that only its owner can read; made at the first start.
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Secrets: one signs links and tokens, one people's cookies, one webhooks (Standard Webhooks, `whsec_…`). */
export interface Secrets {
  tracking: Uint8Array;
  /** Follows from `tracking`, so that folders made before there were accounts have it too. */
  auth: string;
  webhook: string;
}

interface SavedSecrets {
  tracking: string;
  webhook: string;
}

/** Reads the secrets of a data folder, made on first need. */
export function readSecrets(folder: string): Secrets {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "secrets.json");
  if (!existsSync(file)) {
    const fresh: SavedSecrets = {
      tracking: randomBytes(32).toString("base64"),
      webhook: `whsec_${randomBytes(32).toString("base64")}`,
    };
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  }
  const saved = JSON.parse(readFileSync(file, "utf8")) as SavedSecrets;
  const tracking = Uint8Array.from(Buffer.from(saved.tracking, "base64"));
  const auth = createHmac("sha256", tracking).update("winback people").digest("hex");
  return { tracking, auth, webhook: saved.webhook };
}
