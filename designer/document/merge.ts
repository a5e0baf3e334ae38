// Two into one: what I drew and what somebody else saved meanwhile, seen from the draft both began with. What only one of us touched is
// taken from them; where both touched the same, mine stands until somebody decides, and the conflict is told.
import { type Draft, type DraftMessage, type DraftNode, type DraftVariant, edgeKey } from "./draft.ts";
import { placeAll } from "./layout.ts";
import { isSame } from "./path.ts";

/** Whose side is taken. */
export type Side = "mine" | "theirs";

/** A value on each side; `undefined`: not there. */
export interface Sides<T = unknown> {
  readonly base: T | undefined;
  readonly mine: T | undefined;
  readonly theirs: T | undefined;
}

/** Something both changed, each in another way. */
export interface Conflict extends Sides {
  /** Names the place for a choice: `node push message`. */
  readonly key: string;
  readonly of: "node" | "message" | "part";
  /** The node's or message's id; the name of a part of the strategy. */
  readonly id: string;
  /** The field of it; null where one took out the whole. */
  readonly field: string | null;
}

/** The merged draft, and what both had changed. */
export interface Merged {
  readonly draft: Draft;
  readonly conflicts: readonly Conflict[];
}

/** Choices by conflict key; mine where there is none. */
export type Choices = Readonly<Record<string, Side>>;

type Bag<T = unknown> = Readonly<Record<string, T>>;
type Settle = (of: Conflict["of"], id: string, field: string | null, sides: Sides) => unknown;

/** Merges two drafts that began as one. It is `mine` itself where they changed nothing else. */
export function merge(base: Draft, mine: Draft, theirs: Draft, choices: Choices = {}): Merged {
  const conflicts: Conflict[] = [];
  const settle: Settle = (of, id, field, sides) => {
    const key = [of, id, field ?? ""].join(" ");
    conflicts.push({ key, of, id, field, ...sides });
    return choices[key] === "theirs" ? sides.theirs : sides.mine;
  };
  const drafts: Sides<Draft> & Record<Side | "base", Draft> = { base, mine, theirs };
  const parts = bagsOf(drafts, partsOf, (id, sides) => agreed(sides, () => settle("part", id, null, sides)));
  const nodes = bagsOf(drafts, nodesOf, (id, sides) => mergeNode(id, sides, drafts, settle));
  const edges = bagsOf(
    drafts,
    ({ edges: list }) => byKey(list, edgeKey),
    (_, sides) => agreed(sides, () => sides.mine),
  );
  const messages = bagsOf(drafts, messagesOf, (id, sides) => mergeMessage(id, sides, settle));
  const layout = bagsOf(
    drafts,
    (draft) => draft.layout ?? {},
    (_, sides) => agreed(sides, () => sides.mine),
  );
  const there = (id: string) => Object.hasOwn(nodes, id);
  const draft = placeAll({
    ...parts,
    nodes: Object.values(nodes),
    edges: Object.values(edges).filter(({ from, to }) => there(from) && there(to)),
    ...ifAny("messages", messages, mine),
    ...ifAny("layout", Object.fromEntries(Object.entries(layout).filter(([id]) => there(id))), mine),
  });
  return { draft: isSame(draft, mine) ? mine : draft, conflicts };
}

/** The value where only one side moved, or both alike; else what `otherwise` says. */
function agreed<T>({ base, mine, theirs }: Sides<T>, otherwise: () => T | undefined): T | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  return isSame(base, mine) ? theirs : otherwise();
}

/** Merges key by key, mine first in order, then what is only theirs; keys for which nothing is left go. */
function mergeBags<T>(
  bags: Record<Side | "base", Bag<T>>,
  each: (key: string, sides: Sides<T>) => T | undefined,
): Bag<T> {
  const keys = new Set([...Object.keys(bags.mine), ...Object.keys(bags.theirs), ...Object.keys(bags.base)]);
  const at = (bag: Bag<T>, key: string) => (Object.hasOwn(bag, key) ? bag[key] : undefined);
  const entries = [...keys].flatMap((key): [string, T][] => {
    const sides = { base: at(bags.base, key), mine: at(bags.mine, key), theirs: at(bags.theirs, key) };
    const value = each(key, sides);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function bagsOf<D, T>(
  whole: Record<Side | "base", D>,
  read: (one: D) => Bag<T>,
  each: (key: string, sides: Sides<T>) => T | undefined,
): Bag<T> {
  return mergeBags({ base: read(whole.base), mine: read(whole.mine), theirs: read(whole.theirs) }, each);
}

/** A node that one took out stays in question if the other changed it, or wired something new to it. */
function mergeNode(
  id: string,
  sides: Sides<DraftNode>,
  drafts: Record<Side | "base", Draft>,
  settle: Settle,
): DraftNode | undefined {
  const { base, mine, theirs } = sides;
  const whole = () => settle("node", id, null, sides) as DraftNode | undefined;
  if (mine !== undefined && theirs !== undefined) {
    const bags = { base: base ?? { id, type: mine.type }, mine, theirs };
    const type = mine.type === theirs.type && (base === undefined || base.type === mine.type);
    if (!type) return agreed(sides, whole);
    return mergeBags<unknown>(bags, (field, values) =>
      agreed(values, () => settle("node", id, field, values)),
    ) as DraftNode;
  }
  const stays: Side = mine === undefined ? "theirs" : "mine";
  const isWired = base !== undefined && newWires(drafts.base, drafts[stays], id);
  return isWired ? whole() : agreed(sides, whole);
}

function newWires(base: Draft, next: Draft, id: string): boolean {
  const old = new Set(base.edges.map(edgeKey));
  return next.edges.some((edge) => (edge.from === id || edge.to === id) && !old.has(edgeKey(edge)));
}

/** Variants are told apart by id, so that two people may write two of them at once. */
function mergeMessage(id: string, sides: Sides<DraftMessage>, settle: Settle): DraftMessage | undefined {
  const { base, mine, theirs } = sides;
  if (mine === undefined || theirs === undefined || mine.channel !== theirs.channel) {
    return agreed(sides, () => settle("message", id, null, sides) as DraftMessage | undefined);
  }
  const bags = { base: base ?? { channel: mine.channel, variants: [] }, mine, theirs };
  const fields = bagsOf(bags, fieldsOf, (field, values) => agreed(values, () => settle("message", id, field, values)));
  const variants = bagsOf(bags, variantsOf, (variant, values) =>
    agreed(values, () => settle("message", id, `variants ${variant}`, values) as DraftVariant | undefined),
  );
  return { ...fields, variants: Object.values(variants) } as unknown as DraftMessage;
}

/** A part that may be absent: it stays so while there is nothing in it. */
function ifAny(part: "messages" | "layout", value: Bag, mine: Draft): Bag {
  return mine[part] === undefined && Object.keys(value).length === 0 ? {} : { [part]: value };
}

function partsOf({ nodes: _n, edges: _e, messages: _m, layout: _l, ...parts }: Draft): Bag {
  return parts;
}

function nodesOf({ nodes }: Draft): Bag<DraftNode> {
  return byKey(nodes, ({ id }) => id);
}

function messagesOf({ messages = {} }: Draft): Bag<DraftMessage> {
  return messages;
}

function fieldsOf({ variants: _variants, ...fields }: DraftMessage): Bag {
  return fields;
}

function variantsOf({ variants }: DraftMessage): Bag<DraftVariant> {
  return byKey(variants, ({ id }) => id);
}

function byKey<T>(list: readonly T[], keyOf: (item: T) => string): Bag<T> {
  return Object.fromEntries(list.map((item) => [keyOf(item), item]));
}
