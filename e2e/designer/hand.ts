// What a person does to the designer, one thing to one control at a time, and the hand that does it with a mouse. Text is typed or pasted
// with either hand; every click, drag and text is counted, for what it takes a person is measured in these.
import { expect, type Locator, type Page } from "@playwright/test";

/** A place on the canvas, in its own coordinates. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A connection. */
export interface Wire {
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

/** An entry of the palette: its key and what it is called. */
export interface Entry {
  readonly key: string;
  readonly label: string;
}

/** How a picker of several changes: what it holds, and what is taken out of it and added at its end, in this order or the other. */
export interface Change {
  readonly was: readonly string[];
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
  readonly isGoneFirst: boolean;
}

/** A person's hand. */
export interface Hand {
  readonly page: Page;
  /** How much it has done: clicks, drags and texts, or keys. */
  count(): number;
  press(control: Locator): Promise<void>;
  /** Replaces what a field says. */
  write(field: Locator, text: string): Promise<void>;
  /** Replaces what an editor says by a text from the clipboard. */
  paste(editor: Locator, text: string): Promise<void>;
  /** Chooses a radio button or ticks a box. */
  tick(control: Locator): Promise<void>;
  /** Takes an option of a picker by what it says. */
  pick(picker: Locator, option: string): Promise<void>;
  /** Takes options into a picker of several, and out of it. */
  change(picker: Locator, change: Change): Promise<void>;
  /** Puts a new node on the canvas; its settings are open then. */
  add(entry: Entry, at: Point): Promise<void>;
  /** Draws connections that leave one node after the other. */
  connect(wires: readonly Wire[]): Promise<void>;
}

/** The options that a picker shows, and the one that says just this. */
export function optionOf(page: Page, text: string): Locator {
  const shown = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option");
  return shown.filter({ has: page.getByText(text, { exact: true }) });
}

/** The frame of a picker, which a mouse can hit. */
function frameOf(picker: Locator): Locator {
  return picker.locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' ant-select ')][1]");
}

/** Puts a text where the hand takes it from. */
export async function copyText(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
}

/** Where a place of the canvas is on the screen, and whether it can be reached there. */
async function onScreen(page: Page, { x, y }: Point): Promise<Point & { isSeen: boolean }> {
  const box = await page.locator(".react-flow").boundingBox();
  if (box === null) throw new Error("the canvas is not there");
  const matrix = await page.locator(".react-flow__viewport").evaluate((element) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(element).transform);
    return { zoom: a, left: e, top: f };
  });
  const seen = { x: matrix.left + x * matrix.zoom, y: matrix.top + y * matrix.zoom };
  const isSeen = seen.x > 8 && seen.y > 8 && seen.x < box.width - 8 && seen.y < box.height - 64;
  return { x: box.x + seen.x, y: box.y + seen.y, isSeen };
}

/** A hand with a mouse. */
export class MouseHand implements Hand {
  readonly page: Page;
  #count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  count(): number {
    return this.#count;
  }

  async press(control: Locator): Promise<void> {
    this.#count += 1;
    await control.click();
  }

  async write(field: Locator, text: string): Promise<void> {
    if (!(await field.evaluate((element) => element === document.activeElement))) await this.press(field);
    await this.#type(field, text);
    if ((await field.getAttribute("maxlength")) === "64") await field.press("Enter");
  }

  async paste(editor: Locator, text: string): Promise<void> {
    await copyText(this.page, text);
    await this.press(editor);
    this.#count += 1;
    await editor.press("Control+a");
    await editor.press("Control+v");
  }

  async tick(control: Locator): Promise<void> {
    await this.press(control.locator("xpath=ancestor::label[1]"));
    await expect(control).toBeChecked();
  }

  async pick(picker: Locator, option: string): Promise<void> {
    await this.#open(picker);
    const isTyped = (await picker.isEditable()) && (await optionOf(this.page, option).count()) === 0;
    if (isTyped) await this.#type(picker, option);
    await this.press(optionOf(this.page, option));
  }

  async change(picker: Locator, { was, gone, fresh, isGoneFirst }: Change): Promise<void> {
    if (isGoneFirst) await this.#drop(picker, was, gone);
    await this.#take(picker, fresh);
    if (!isGoneFirst) await this.#drop(picker, was, gone);
  }

  async add({ label }: Entry, { x, y }: Point): Promise<void> {
    const { page } = this;
    const goal = { x: x + 40, y: y + 24 };
    while (!(await onScreen(page, goal)).isSeen) await this.press(this.#tool("缩小"));
    const drawing = page.locator(".wb-drawing");
    const box = await drawing.boundingBox();
    const to = await onScreen(page, goal);
    const targetPosition = { x: to.x - (box?.x ?? 0), y: to.y - (box?.y ?? 0) };
    this.#count += 1;
    await page.getByRole("button", { name: `添加：${label}`, exact: true }).dragTo(drawing, { targetPosition });
    await expect(page.locator(".react-flow__node.selected")).toHaveCount(1);
  }

  async connect(wires: readonly Wire[]): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.press(this.#tool("显示全部"));
    for (const { from, port, to } of wires) {
      const node = (id: string) => this.page.locator(`.react-flow__node[data-id="${id}"]`);
      const start = await boxOf(node(from).locator(`.react-flow__handle.source[data-handleid="${port}"]`));
      const end = await boxOf(node(to));
      await this.#drag(
        { x: start.x + start.width / 2, y: start.y + start.height / 2 },
        { x: end.x + 10, y: end.y + 12 },
      );
    }
  }

  async #type(field: Locator, text: string): Promise<void> {
    this.#count += 1;
    await field.fill(text);
  }

  /** Opens a picker at its edge: in its middle may be the button that takes something out. */
  async #open(picker: Locator): Promise<void> {
    this.#count += 1;
    await frameOf(picker).click({ position: { x: 4, y: 4 } });
  }

  async #take(picker: Locator, options: readonly string[]): Promise<void> {
    if (options.length === 0) return;
    await this.#open(picker);
    for (const option of options) {
      await this.#type(picker, option);
      await this.press(optionOf(this.page, option));
    }
    // A person goes on to the next thing, which closes the list.
    await picker.press("Escape");
  }

  async #drop(picker: Locator, was: readonly string[], gone: readonly string[]): Promise<void> {
    const left = [...was];
    for (const one of gone) {
      const nth = left.indexOf(one);
      left.splice(nth, 1);
      await this.press(frameOf(picker).locator("[class*='item-remove']").nth(nth));
    }
  }

  #tool(name: string): Locator {
    return this.page.getByRole("toolbar").getByRole("button", { name, exact: true });
  }

  async #drag(from: Point, to: Point): Promise<void> {
    this.#count += 1;
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 5 });
    await mouse.up();
  }
}

async function boxOf(thing: Locator): Promise<Point & { readonly width: number; readonly height: number }> {
  const box = await thing.boundingBox();
  if (box === null) throw new Error(`${String(thing)} is not drawn`);
  return box;
}
