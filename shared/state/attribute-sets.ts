// One object for all learners whose attributes are alike: most of a school have one of a few sets.
import type { Attributes } from "./facts.ts";

/** Most sets that are shared, and the longest text of one: who has another has it alone. */
const MOST = 4096;
const LONGEST = 400;

/** The sets that are shared. Attributes are never changed in place. */
export class AttributeSets {
  readonly #known = new Map<string, Attributes>();

  /** The set of those who have these attributes, in the same order. */
  of(attributes: Attributes): Attributes {
    const text = JSON.stringify(attributes);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size < MOST && text.length <= LONGEST) this.#known.set(text, attributes);
    return attributes;
  }
}
