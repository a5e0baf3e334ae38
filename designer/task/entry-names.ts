// What the rows of a trail call the things of a strategy: messages, variants, tiers, steps and experiments by name, as far as the reader
// may see the strategy's draft and it still has them; their ids else.
import { kindLabel, ownName } from "#designer/document/describe.ts";
import { type Draft, messageAt, nodeAt } from "#designer/document/draft.ts";
import { messageName } from "#designer/report/message-name.ts";
import type { Text } from "#designer/text/say.tsx";
import type { Speech } from "./entry-parts.ts";

const plain = (text: string): Text => ({ zh: text, en: text });

function inBoth(say: (locale: keyof Text) => string | null): Text | null {
  const [zh, en] = [say("zh"), say("en")];
  return zh === null || en === null ? null : { zh, en };
}

function draftOf({ drafts }: Speech, strategy: string | undefined): Draft | null {
  return (strategy === undefined ? null : drafts.get(strategy)) ?? null;
}

/** A message by its first words in quotes; its id where they are not known. */
export function messageText(speech: Speech, strategy: string | undefined, message: string): Text {
  const draft = draftOf(speech, strategy);
  const said = draft === null ? null : inBoth((locale) => messageName(draft, message, locale));
  return said === null ? plain(message) : { zh: `“${said.zh}”`, en: `“${said.en}”` };
}

/** A variant by what its author calls it, else by its id; null where the message has no other. */
export function variantText(
  speech: Speech,
  strategy: string | undefined,
  message: string,
  variant: string,
): string | null {
  const draft = draftOf(speech, strategy);
  const variants = (draft === null ? null : messageAt(draft, message)?.variants) ?? [];
  const found = variants.find(({ id }) => id === variant);
  if (found !== undefined && variants.length === 1) return null;
  return typeof found?.name === "string" && found.name !== "" ? found.name : variant;
}

/** A node by its own name; else a send by its channel and what it says; null where the draft tells neither. */
export function nodeText(speech: Speech, strategy: string | undefined, node: string): Text | null {
  const draft = draftOf(speech, strategy);
  const found = draft === null ? null : nodeAt(draft, node);
  if (draft === null || found === null) return null;
  const own = inBoth((locale) => ownName(found, locale));
  const message = messageAt(draft, found.message);
  if (own !== null || message === null) return own;
  const { "zh-CN": zh, en } = kindLabel(found, message);
  const said = inBoth((locale) => messageName(draft, String(found.message), locale));
  return said === null ? { zh, en } : { zh: `${zh} · ${said.zh}`, en: `${en} · ${said.en}` };
}

/** Whether a salt is that of the strategy's holdout. */
export function isHoldoutSalt(speech: Speech, strategy: string | undefined, salt: string): boolean {
  const holdout = draftOf(speech, strategy)?.holdout;
  return typeof holdout === "object" && holdout !== null && "salt" in holdout && holdout.salt === salt;
}

/** An experiment's message by its first words and the arm by its name, found by the salt; ids where the draft has it no more. */
export function armTexts(speech: Speech, strategy: string | undefined, salt: string, arm: string): [Text, string] {
  const messages = draftOf(speech, strategy)?.messages ?? {};
  const found = Object.entries(messages).find(
    ([, { experiment }]) =>
      typeof experiment === "object" && experiment !== null && "salt" in experiment && experiment.salt === salt,
  );
  if (found === undefined) return [plain(salt), arm];
  return [messageText(speech, strategy, found[0]), variantText(speech, strategy, found[0], arm) ?? arm];
}
