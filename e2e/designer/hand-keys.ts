// The hand of a person who has a keyboard only: goes from control to control with Tab, inside groups, lists and menus with the arrows, and
// draws with the canvas's own keys.
import { expect, type Locator, type Page } from "@playwright/test";
import { type Change, copyText, type Entry, type Hand, type Wire } from "./hand.ts";

/** More than any page has to walk past. */
const FARTHEST = 400;
const LONGEST_LIST = 80;

const isHere = (control: Locator) => control.evaluate((element) => element === document.activeElement);

/** Whether a control stands before the one that has the keyboard. */
const isBehind = (control: Locator) =>
  control.evaluate((element) => {
    const place = document.activeElement?.compareDocumentPosition(element) ?? 0;
    return document.activeElement !== document.body && (place & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  });

/** A hand with a keyboard alone. */
export class KeyboardHand implements Hand {
  readonly page: Page;
  #count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  count(): number {
    return this.#count;
  }

  async press(control: Locator): Promise<void> {
    await this.#goTo(control);
    await this.#key("Enter");
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.#goTo(field);
    await this.#key("Control+a");
    await (text === "" ? this.#key("Backspace") : this.#type(text));
    if ((await field.getAttribute("maxlength")) === "64") await this.#key("Enter");
  }

  async paste(editor: Locator, text: string): Promise<void> {
    await copyText(this.page, text);
    await this.#goTo(editor);
    await this.#key("Control+a");
    await this.#key("Control+v");
  }

  async tick(control: Locator): Promise<void> {
    if ((await control.getAttribute("type")) === "checkbox") {
      await this.#goTo(control);
      await this.#key("Space");
    } else {
      const group = this.page.locator(`input[type="radio"][name="${await control.getAttribute("name")}"]`);
      const checked = group.and(this.page.locator(":checked"));
      await this.#goTo((await checked.count()) === 1 ? checked : group.first());
      await this.#until("ArrowDown", () => control.isChecked(), LONGEST_LIST, String(control));
    }
    await expect(control).toBeChecked();
  }

  async pick(picker: Locator, text: string): Promise<void> {
    await this.#goTo(picker);
    if (await picker.isEditable()) return this.#search(text);
    await this.#key("ArrowDown");
    await this.#take(text);
  }

  async change(picker: Locator, { gone, fresh, isGoneFirst }: Change): Promise<void> {
    await this.#goTo(picker);
    // An option that is taken already is left by taking it again.
    for (const one of isGoneFirst ? [...gone, ...fresh] : [...fresh, ...gone]) await this.#search(one);
    await this.#key("Escape");
  }

  async add({ key }: Entry): Promise<void> {
    await this.#letGo();
    await this.#key("n");
    await this.#choose(`${key} `);
    await expect(this.page.locator(".react-flow__node.selected")).toHaveCount(1);
    await this.#key("e");
  }

  async connect(wires: readonly Wire[]): Promise<void> {
    await this.#letGo();
    for (const { from, port, to } of wires) {
      if (!(await this.#isSelected(from))) await this.#find(from);
      await this.#key("c");
      await this.#choose(`${port} ${to} `);
    }
  }

  async #key(name: string): Promise<void> {
    this.#count += 1;
    await this.page.keyboard.press(name);
  }

  async #type(text: string): Promise<void> {
    this.#count += 1;
    await this.page.keyboard.insertText(text);
  }

  /** Presses a key until something is so. */
  async #until(name: string, isSo: () => Promise<boolean>, most: number, what: string): Promise<void> {
    for (let n = 0; !(await isSo()); n++) {
      if (n > most) throw new Error(`${name} never leads to ${what}`);
      await this.#key(name);
    }
  }

  async #goTo(control: Locator): Promise<void> {
    await control.waitFor({ state: "attached" });
    const role = await control.getAttribute("role");
    if (role === "tab" && (await control.getAttribute("aria-selected")) === "false") {
      // Of tabs the open one is on the way; the arrows lead to the others.
      await this.#goTo(this.page.getByRole("tab", { selected: true }));
      return this.#until("ArrowRight", () => isHere(control), LONGEST_LIST, String(control));
    }
    const way = role === "menuitem" ? "ArrowDown" : (await isBehind(control)) ? "Shift+Tab" : "Tab";
    await this.#until(way, () => isHere(control), FARTHEST, String(control));
  }

  /** Takes the option of an open list that says just this. */
  async #take(text: string): Promise<void> {
    const list = ".ant-select-dropdown:not(.ant-select-dropdown-hidden)";
    const active = this.page.locator(`${list} .ant-select-item-option-active`);
    const option = active.filter({ has: this.page.getByText(text, { exact: true }) });
    await this.#until("ArrowDown", async () => (await option.count()) === 1, LONGEST_LIST, `option ${text}`);
    await this.#key("Enter");
  }

  async #search(text: string): Promise<void> {
    await this.#type(text);
    await this.#take(text);
  }

  /** Chooses, in a list that opened over the canvas, the line whose value begins so. */
  async #choose(begin: string): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await expect(dialog.getByRole("combobox")).toBeFocused();
    await this.#type(begin.trim());
    const line = this.page.locator('[cmdk-item][data-selected="true"]');
    const isThere = async () => ((await line.getAttribute("data-value")) ?? "").startsWith(begin);
    await this.#until("ArrowDown", isThere, LONGEST_LIST, begin);
    await this.#key("Enter");
    await expect(dialog).toHaveCount(0);
  }

  async #isSelected(id: string): Promise<boolean> {
    return (await this.page.locator(`.react-flow__node.selected[data-id="${id}"]`).count()) === 1;
  }

  /** Finds a node by its id: it is selected then. */
  async #find(id: string): Promise<void> {
    await this.#key("f");
    await expect(this.page.getByRole("textbox", { name: "查找节点" })).toBeFocused();
    await this.#type(id);
    await this.#until("Enter", () => this.#isSelected(id), LONGEST_LIST, id);
    await this.#key("Escape");
  }

  /** From the settings of a node back to the canvas, with nothing selected. */
  async #letGo(): Promise<void> {
    if (await this.page.evaluate(() => document.activeElement?.closest(".wb-side") != null)) {
      // What was typed is left before Escape, which would take it back.
      await this.#key("Shift+Tab");
      await this.#key("Escape");
    }
    await this.#key("Escape");
    await expect(this.page.locator(".react-flow__node.selected")).toHaveCount(0);
  }
}
