// Rows grouped by calendar day with a counting sort: two integer arrays instead of a list per day, order kept within a day.

/** The rows of each day: those of day d are order[starts[d - firstDay] .. starts[d - firstDay + 1]). */
export interface Buckets {
  firstDay: number;
  /** The day after the last one that has rows; equal to firstDay where there are none. */
  endDay: number;
  order: Uint32Array;
  starts: Uint32Array;
}

/** Groups rows 0..rowCount by day; a row whose day is null is left out. */
export function bucketByDay(rowCount: number, dayOf: (row: number) => number | null): Buckets {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let kept = 0;
  for (let row = 0; row < rowCount; row++) {
    const day = dayOf(row);
    if (day === null) continue;
    if (day < first) first = day;
    if (day > last) last = day;
    kept++;
  }
  if (kept === 0) return { firstDay: 0, endDay: 0, order: new Uint32Array(0), starts: new Uint32Array(1) };
  return { firstDay: first, endDay: last + 1, ...place(rowCount, kept, first, last + 1 - first, dayOf) };
}

function place(rowCount: number, kept: number, first: number, dayCount: number, dayOf: (row: number) => number | null) {
  const starts = new Uint32Array(dayCount + 1);
  for (let row = 0; row < rowCount; row++) {
    const day = dayOf(row);
    if (day !== null) starts[day - first + 1] = (starts[day - first + 1] as number) + 1;
  }
  for (let at = 1; at <= dayCount; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const next = starts.slice();
  const order = new Uint32Array(kept);
  for (let row = 0; row < rowCount; row++) {
    const day = dayOf(row);
    if (day === null) continue;
    const slot = next[day - first] as number;
    order[slot] = row;
    next[day - first] = slot + 1;
  }
  return { order, starts };
}

/** The rows of a day, a view into `order`; empty outside the days known. */
export function rowsOn(buckets: Buckets, day: number): Uint32Array {
  if (day < buckets.firstDay || day >= buckets.endDay) return buckets.order.subarray(0, 0);
  const at = day - buckets.firstDay;
  return buckets.order.subarray(buckets.starts[at], buckets.starts[at + 1]);
}
