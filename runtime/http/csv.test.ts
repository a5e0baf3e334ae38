// Learners' CSV files as spreadsheets write them: encodings, quotes, lines, and what each wrong row says.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvRow, readLearnersCsv } from "./csv.ts";

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(file: string | Uint8Array, size = 7): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  for await (const row of readLearnersCsv(inChunks(bytes, size))) rows.push(row);
  return rows;
}

function codes(rows: CsvRow[]): unknown[] {
  return rows.map((row) => [
    row.line,
    ...("issues" in row ? row.issues.map(({ code, path }) => [code, ...path].join(" ")) : ["ok"]),
  ]);
}

// "id,姓名,班级" / "u1,李雷,三班" as Excel writes it on Chinese Windows (code page 936).
const GBK = Uint8Array.from(
  [..."id,"]
    .map((c) => c.charCodeAt(0))
    .concat([
      0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb0, 0xe0, 0xbc, 0xb6, 0x0d, 0x0a, 0x75, 0x31, 0x2c, 0xc0, 0xee, 0xc0, 0xd7, 0x2c,
      0xc8, 0xfd, 0xb0, 0xe0, 0x0d, 0x0a,
    ]),
);

test("reads fields, consent and attributes by their headers, and leaves empty cells alone", async () => {
  const file =
    "id,Name,timezone,locale,Phone,email,consent.sms,attr.level,班级,isTrial,code,guardian.phone\n" +
    "u1,李雷,Asia/Shanghai,zh_CN,+86 138-0013-8000,li@example.com,否,3,三班,true,007,13800138001\nu2,,,,,,,,,,,\n";
  expect(await read(file)).toEqual([
    {
      line: 2,
      learner: {
        id: "u1",
        name: "李雷",
        zone: "Asia/Shanghai",
        locale: "zh-CN",
        addresses: { sms: "+8613800138000", email: "li@example.com" },
        consent: { sms: false },
        attributes: { level: 3, 班级: "三班", isTrial: true, code: "007" },
        guardian: { addresses: { sms: "13800138001" } },
      },
    },
    { line: 3, learner: { id: "u2" } },
  ]);
});

test("reads UTF-8 with and without a mark and GB18030, in chunks of any size", async () => {
  const expected = [{ line: 2, learner: { id: "u1", name: "李雷", attributes: { 班级: "三班" } } }];
  const text = "id,姓名,班级\r\nu1,李雷,三班\r\n";
  for (const size of [1, 2, 3, 1000]) {
    expect(await read(GBK, size)).toEqual(expected);
    expect(await read(text, size)).toEqual(expected);
    expect(await read(`\ufeff${text}`, size)).toEqual(expected);
  }
});

test("tells the encodings apart when the first Chinese word comes late", async () => {
  const ascii = Array.from({ length: 9000 }, (_, index) => `u${index},Li,x`).join("\r\n");
  const header = new TextEncoder().encode(`id,name,class\r\n${ascii}\r\n`);
  const rows = await read(Uint8Array.from([...header, ...GBK.subarray(14)]), 4096);
  expect(rows).toHaveLength(9001);
  expect(rows.at(-1)).toEqual({ line: 9002, learner: { id: "u1", name: "李雷", attributes: { class: "三班" } } });
});

test("keeps quoted commas, quotes and line breaks, and counts the lines of the file", async () => {
  const file = 'id,note\r\nu1,"a, ""b""\r\nc"\r\n\r\nu2,x\nu3,y';
  for (const size of [1, 2, 3, 4, 5, 1000])
    expect(await read(file, size)).toEqual([
      { line: 2, learner: { id: "u1", attributes: { note: 'a, "b"\r\nc' } } },
      { line: 5, learner: { id: "u2", attributes: { note: "x" } } },
      { line: 6, learner: { id: "u3", attributes: { note: "y" } } },
    ]);
});

test("names the line and the column of each wrong row and goes on", async () => {
  const rows = await read("id,phone,consent.sms,zone\nu1,1.38E+10,maybe,Mars\n,138001380000,yes,\nu3,1,2,3,4\nu4,,,\n");
  expect(codes(rows)).toEqual([
    [2, "learner.zone zone", "learner.addresses phone", "learner.consent consent.sms"],
    [3, "learner.missing id"],
    [4, "csv.cells"],
    [5, "ok"],
  ]);
});

test("refuses a header without an id, with two columns for one field or a name that nothing can have", async () => {
  expect(codes(await read("name,note\nx,y\n"))).toEqual([[1, "csv.noId"]]);
  expect(codes(await read("id,phone,SMS,consent.fax,1st,__proto__\n"))).toEqual([
    [1, "csv.duplicate SMS", "csv.column consent.fax", "csv.column 1st", "csv.column __proto__"],
  ]);
  expect(codes(await read(`${Array.from({ length: 201 }, (_, index) => `c${index}`).join(",")}\n`))).toEqual([
    [1, "csv.tooMany"],
  ]);
  for (const file of ["", "\n\n"]) expect(codes(await read(file))).toEqual([[1, "csv.empty"]]);
});

test("stops at a row that breaks the quoting or the bound, having given the rows before it", async () => {
  for (const size of [1, 7, 1000])
    expect(codes(await read('id,note\nu1,a\nu2,"b" c\nu3,d\n', size))).toEqual([
      [2, "ok"],
      [3, "csv.syntax"],
    ]);
  expect(codes(await read('id,note\nu1,"never closed\n'))).toEqual([[2, "csv.syntax"]]);
  expect(codes(await read(`id,note\nu1,${"x".repeat(70_000)}\n`, 9000))).toEqual([[2, "csv.tooLong"]]);
});

test("passes on a fault of the source, and leaves the source when its reader leaves", async () => {
  async function* torn(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode("id\nu1\n");
    throw new Error("connection lost");
  }
  await expect(async () => {
    for await (const row of readLearnersCsv(torn())) expect(row).toEqual({ line: 2, learner: { id: "u1" } });
  }).rejects.toThrow("connection lost");
  let isClosed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      yield new TextEncoder().encode("id\n");
      for (;;) yield new TextEncoder().encode("u1\n");
    } finally {
      isClosed = true;
    }
  }
  for await (const row of readLearnersCsv(endless())) {
    expect(row.line).toBe(2);
    break;
  }
  expect(isClosed).toBe(true);
});

test("gives back what any spreadsheet quotes", async () => {
  const cell = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .map((text) => `x${text.replace(/\s/gu, "_")}x`);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      async (notes, size) => {
        const file = ["id,note", ...notes.map((note, index) => `u${index},${quoted(note)}`)].join("\r\n");
        const expected = notes.map((note, index) => ({
          line: index + 2,
          learner: { id: `u${index}`, attributes: { note } },
        }));
        expect(await read(file, size)).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  );
});
