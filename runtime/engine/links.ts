// The links a message may carry: signed, holding no URL, under the runtime's public address.
import { signToken } from "#shared/message/token.ts";

/** What links are made of. */
export interface LinkBase {
  secret: Uint8Array;
  publicUrl: string;
}

/** A learner's own link from one send. */
export function linkFor(
  base: LinkBase,
  learner: string,
  send: number,
  kind: "resume" | "preferences" | "optOut",
): string {
  const { publicUrl, secret } = base;
  if (kind === "resume") return `${publicUrl}/t/c/${signToken(secret, { k: "c", s: String(send) })}`;
  if (kind === "optOut") return `${publicUrl}/t/u/${signToken(secret, { k: "u", s: learner, x: String(send) })}`;
  return `${publicUrl}/l/${signToken(secret, { k: "l", s: learner })}`;
}
