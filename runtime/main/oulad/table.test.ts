import { expect, test } from "vitest";
import type { ReplayBooks } from "./table.ts";
import { replayTable } from "./table.ts";
import { alignColumns, displayWidth } from "./width.ts";

const BOOKS: ReplayBooks = {
  events: { accepted: 2_093_661, duplicates: 0 },
  learners: 5770,
  episodes: { byTier: { watch: 1200, "my-tier": 7 }, open: 3, recovered: 1000, lost: 200, void: 4 },
  sends: { byChannel: { inapp: { accepted: 900, suppressed: 12 }, push: { accepted: 80, unreachable: 1 } } },
  reasons: { cap: 2, escalated: 10 },
};
const RUN = { eventsPerSecond: 104_683.2, wallMs: 20_000, peakMemoryBytes: 412 * 1024 * 1024 };

test("the table in English", () => {
  expect(replayTable(BOOKS, RUN, "en")).toBe(`Events
  accepted    2,093,661
  duplicates          0

Learners
  total  5,770

Episodes
  watch       1,200
  my-tier         7
  still open      3
  recovered   1,000
  lost          200
  void            4

Sends by channel
          accepted  suppressed  unreachable
  in-app       900          12            0
  push          80           0            1

Reasons for not sending
  escalated  10
  cap         2

Run
  time                   20.0 s
  rate         104,683 events/s
  peak memory           412 MiB`);
});

test("the table in Chinese lines up by cells, not by characters", () => {
  const lines = replayTable(BOOKS, RUN, "zh-CN").split("\n");
  expect(lines[0]).toBe("事件");
  expect(lines[1]).toBe("  已接受  2,093,661");
  expect(lines[2]).toBe("  重复            0");
  const sends = lines.indexOf("发送（按渠道）");
  expect(lines.slice(sends + 1, sends + 4)).toEqual([
    "          已接受  已抑制  无法触达",
    "  站内信     900      12         0",
    "  推送        80       0         1",
  ]);
});

test("a section without anything says so, and a figure that was not taken is left out", () => {
  const books = { ...BOOKS, sends: { byChannel: {} }, reasons: {} };
  const table = replayTable(books, { ...RUN, peakMemoryBytes: null }, "en");
  expect(table).toContain("Sends by channel\n  none\n\nReasons for not sending\n  none\n\nRun");
  expect(table).not.toContain("memory");
});

test.each([
  ["", 0],
  ["abc", 3],
  ["挽回", 4],
  ["《a》", 5],
  ["e\u0301", 1],
  ["😀", 2],
])("%j takes %i cells", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test("rows of different lengths stay aligned", () => {
  expect(alignColumns([["a"], ["预警", "10"], ["b", "9", "x"]])).toEqual(["a", "预警  10", "b      9  x"]);
  expect(alignColumns([])).toEqual([]);
});
