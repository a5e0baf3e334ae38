// The nesting of a JSON text, measured before it is parsed: ten thousand brackets are then refused with a code instead of
// reaching code that walks by recursion.

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Whether a text opens more than `max` brackets inside one another, outside of strings. One linear pass, no allocation; what is
 * not JSON is left for JSON.parse to refuse.
 */
export function jsonDepthExceeds(text: string, max: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) {
      index = stringEnd(text, index);
      if (index < 0) return false;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > max) return true;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return false;
}

// The index of the quote that closes the string opened at `open`; -1 where there is none.
function stringEnd(text: string, open: number): number {
  let index = open;
  for (;;) {
    index = text.indexOf('"', index + 1);
    if (index < 0) return -1;
    let first = index;
    while (first - 1 > open && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((index - first) % 2 === 0) return index;
  }
}
