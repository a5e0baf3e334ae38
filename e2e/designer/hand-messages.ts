// Writes the messages of a strategy in the studio as a person does: names each, writes its variants in both languages, and designs its
// experiment. What is written is read from a document.
import { expect, type Locator } from "@playwright/test";
import { valueAt } from "#shared/kernel/form.ts";
import type { Message, Strategy } from "#shared/strategy/document.ts";
import type { Hand } from "./hand.ts";
import type { Made } from "./hand-strategy.ts";

/** The templates of a channel's content, by path, with what the studio calls them. */
const templates: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  inapp: [
    ["title", "标题"],
    ["body", "正文"],
    ["action.label", "按钮文字"],
  ],
  push: [
    ["title", "标题"],
    ["body", "正文"],
  ],
  sms: [["body", "正文"]],
  email: [
    ["subject", "主题"],
    ["html", "正文（HTML）"],
    ["text", "纯文本版本"],
  ],
  wechat: [],
};

const letters = "abcdefghij";
const called = (id: string) => (id.length === 1 ? id.toUpperCase() : id);
const variantOf = ({ page }: Hand, id: string) => page.getByRole("region", { name: `变体 ${called(id)}`, exact: true });
const saved = ({ page }: Hand) =>
  expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "saved", { timeout: 20_000 });

/** Takes an entry of the menu that a button opens. */
async function choose(hand: Hand, button: Locator, entry: string): Promise<void> {
  await hand.press(button);
  await hand.press(hand.page.getByRole("menuitem", { name: entry, exact: true }));
}

async function rename(hand: Hand, menu: Locator, id: string): Promise<void> {
  await choose(hand, menu, "重命名");
  const dialog = hand.page.getByRole("dialog", { name: "重命名" });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await hand.write(dialog.getByRole("textbox"), id);
  await hand.press(dialog.getByRole("button", { name: "重命名" }));
  await expect(dialog).toHaveCount(0);
}

/** One variant in the language that is open; where the other has fields or a link that stay, a copy of it comes first. */
async function writeContent(hand: Hand, column: Locator, channel: string, content: unknown, isFirst: boolean) {
  const isCopied = !isFirst && valueAt(content, "link") !== undefined;
  if (isCopied) await hand.press(column.getByRole("button", { name: "从中文复制" }));
  const editor = (name: string) => column.getByRole("textbox", { name, exact: true });
  const fields = (valueAt(content, "fields") ?? {}) as Readonly<Record<string, string>>;
  for (const [name, text] of Object.entries(fields)) {
    if (!isCopied) await choose(hand, column.getByRole("button", { name: "添加字段" }), name.replace(/\d+$/, ""));
    await hand.paste(editor(`字段 ${name}`), text);
  }
  for (const [path, label] of templates[channel] ?? []) {
    const text = valueAt(content, path);
    if (typeof text === "string") await hand.paste(editor(label), text);
  }
  if (isCopied) return;
  const template = valueAt(content, "template");
  if (typeof template === "string") await hand.write(column.getByLabel("模板编号", { exact: true }), template);
  if (valueAt(content, "link") === "resume")
    await hand.pick(column.getByRole("combobox", { name: "点开后去", exact: true }), "继续学习");
}

/** An experiment as the studio begins it, without the window and the power that the document leaves to the usual. */
async function design(hand: Hand, { experiment }: Message): Promise<void> {
  if (experiment === undefined) return;
  const { page } = hand;
  await hand.press(page.getByRole("tab", { name: "实验" }));
  await hand.press(page.getByRole("button", { name: "设计一个实验" }));
  if (experiment.window === undefined) await hand.write(page.getByLabel("观察窗口", { exact: true }), "");
  if (experiment.power === undefined) await hand.write(page.getByLabel("把握（%）", { exact: true }), "");
}

/** The message that is open. */
async function writeMessage(hand: Hand, message: Message): Promise<void> {
  const { page } = hand;
  for (const _more of message.variants.slice(1)) await hand.press(page.getByRole("button", { name: "添加变体" }));
  for (const [index, { id }] of message.variants.entries()) {
    const letter = letters[index] ?? "";
    if (id !== letter)
      await rename(hand, page.getByRole("button", { name: `变体 ${called(letter)} 的操作`, exact: true }), id);
  }
  for (const [tag, language] of [["zh-CN", "中文"] as const, ["en", "英文"] as const]) {
    if (tag === "en") await hand.tick(page.getByRole("radio", { name: language, exact: true }));
    for (const { id, content } of message.variants)
      await writeContent(hand, variantOf(hand, id), message.channel, content[tag], tag === "zh-CN");
  }
  await design(hand, message);
}

/** Writes every message, from the inspector of the first that sends one on; comes back to the canvas. */
export async function writeMessages(hand: Hand, document: Strategy, made: Made): Promise<void> {
  const { page } = hand;
  await saved(hand);
  await hand.press(page.getByRole("link", { name: "编辑文案" }));
  const list = page.getByRole("navigation", { name: "消息" });
  for (const [id, wanted] of made) {
    await hand.press(list.getByRole("link").filter({ has: page.getByText(id, { exact: true }) }));
    await expect(page).toHaveURL(new RegExp(`/messages/${id}(\\?|$)`));
    const menu = list.getByRole("button", { name: "更多操作" });
    if (wanted === null) {
      await choose(hand, menu, "删除消息");
      await hand.press(page.getByRole("dialog").getByRole("button", { name: "删除消息" }));
      continue;
    }
    await rename(hand, menu, wanted);
    const message = document.messages?.[wanted];
    if (message === undefined) throw new Error(`no message ${wanted}`);
    await writeMessage(hand, message);
  }
  await saved(hand);
  await hand.press(page.getByRole("link", { name: "返回画布" }));
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
}
