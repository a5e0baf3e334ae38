// Lines up text in columns of a terminal, where a Chinese character takes two cells and a combining mark none.

// East Asian Wide and Fullwidth, by Unicode block (UAX #11), and the emoji planes.
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many cells a text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Rows as lines: the first column to the left, the others to the right, two spaces between. Missing cells are empty. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, at) =>
    Math.max(...rows.map((row) => displayWidth(row[at] ?? ""))),
  );
  return rows.map((row) => {
    const cells = widths.map((width, at) => {
      const cell = row[at] ?? "";
      const space = " ".repeat(width - displayWidth(cell));
      return at === 0 ? cell + space : space + cell;
    });
    return cells.join("  ").trimEnd();
  });
}
