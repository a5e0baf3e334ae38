// A copy of a strategy document under an id and name of its own, with fresh salts: two strategies with one salt would be one
// experiment, and a copy begins a new one.
type Json = Readonly<Record<string, unknown>>;

const MAX_SALT = 64;

/** The copy. `name` stands in place of each language's name; a language without one stays without. */
export function copyOf(document: Json, id: string, name: (before: string, language: string) => string): Json {
  const before = document.name;
  const names = Object.entries(typeof before === "object" && before !== null ? before : {});
  const renamed = Object.fromEntries(
    names.map(([language, text]) => [language, typeof text === "string" ? name(text, language) : text]),
  );
  return { ...(resalted(document, id) as Json), id, name: renamed };
}

function resalted(value: unknown, id: string): unknown {
  if (Array.isArray(value)) return value.map((each) => resalted(each, id));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "salt" && typeof each === "string" ? `${id}.${each}`.slice(0, MAX_SALT) : resalted(each, id),
    ]),
  );
}
