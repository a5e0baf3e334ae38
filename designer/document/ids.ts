// New ids: readable slugs that no other of their kind has, such as `push`, `push-2`.

const LONGEST = 64;

/** A slug made of any text; `fallback` where nothing of it can stay. */
export function slugOf(text: string, fallback: string): string {
  const plain = text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return plain === "" ? fallback : plain.slice(0, LONGEST);
}

/** The wish itself if it is free, else the same with the least free number from 2 on. */
export function freshId(wish: string, isTaken: (id: string) => boolean): string {
  if (wish !== "" && !isTaken(wish)) return wish;
  const stem = wish.replace(/-\d+$/, "") || "node";
  for (let n = 2; ; n++) {
    const tail = `-${n}`;
    const id = `${stem.slice(0, LONGEST - tail.length)}${tail}`;
    if (!isTaken(id)) return id;
  }
}

/** Fresh ids for several wishes at once, none like another or like one of `taken`, by wish. Wishes are distinct. */
export function freshIds(wishes: readonly string[], taken: Iterable<string>): Map<string, string> {
  const used = new Set(taken);
  const found = new Map<string, string>();
  for (const wish of wishes) {
    const id = freshId(wish, (one) => used.has(one));
    used.add(id);
    found.set(wish, id);
  }
  return found;
}
