// The header of a learners' CSV: which column feeds which field of the upsert, and how a cell becomes a value there.
import { consentChannels, isAttributeKey } from "#shared/event/learner.ts";
import { tidyLocale, tidyPhone } from "#shared/event/segment-traits.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";

/** A column: its header, the place of its values in the upsert, and how a cell is read. */
export interface Column {
  header: string;
  path: readonly string[];
  read: (cell: string) => unknown;
}

const MAX_COLUMNS = 200;

const asText = (cell: string): unknown => cell;

/** Field places by header, lower case; the second half are the words that schools in China head their lists with. */
const PLACES: Readonly<Record<string, string>> = {
  id: "id",
  name: "name",
  zone: "zone",
  timezone: "zone",
  locale: "locale",
  birthdate: "birthDate",
  phone: "addresses.sms",
  sms: "addresses.sms",
  email: "addresses.email",
  wechat: "addresses.wechat",
  push: "addresses.push",
  "guardian.name": "guardian.name",
  "guardian.phone": "guardian.addresses.sms",
  "guardian.sms": "guardian.addresses.sms",
  "guardian.email": "guardian.addresses.email",
  "guardian.wechat": "guardian.addresses.wechat",
  学号: "id",
  姓名: "name",
  时区: "zone",
  语言: "locale",
  出生日期: "birthDate",
  手机: "addresses.sms",
  手机号: "addresses.sms",
  邮箱: "addresses.email",
};

/**
 * The columns of a header row; null for a column without a header, which is passed over. Codes: csv.noId, csv.duplicate (two
 * columns for one field), csv.column (no attribute can have that name, or no such channel), csv.tooMany.
 */
export function readHeader(cells: readonly string[]): { columns: (Column | null)[] } | { issues: Issue[] } {
  if (cells.length > MAX_COLUMNS) return { issues: [errorIssue("csv.tooMany", [], { max: MAX_COLUMNS })] };
  const issues: Issue[] = [];
  const places = new Set<string>();
  const columns = cells.map((cell) => {
    const header = cell.trim();
    if (header === "") return null;
    const column = columnOf(header);
    const place = column?.path.join(".");
    if (column === null || place === undefined) issues.push(errorIssue("csv.column", [header]));
    else if (places.has(place)) issues.push(errorIssue("csv.duplicate", [header]));
    else places.add(place);
    return column;
  });
  if (!places.has("id")) issues.push(errorIssue("csv.noId", []));
  return issues.length === 0 ? { columns } : { issues };
}

function columnOf(header: string): Column | null {
  const lower = header.toLowerCase();
  const place = Object.hasOwn(PLACES, lower) ? PLACES[lower] : undefined;
  if (place !== undefined) return { header, path: place.split("."), read: readerOf(place) };
  const consent = /^(guardian\.)?consent\.(.+)$/.exec(lower);
  if (consent !== null) return consentColumn(header, consent[1] !== undefined, consent[2] as string);
  const key = header
    .replace(/^attr\./i, "")
    .trim()
    .replace(/[^\p{L}\p{N}_]+/gu, "_");
  return isAttributeKey(key) ? { header, path: ["attributes", key], read: readScalar } : null;
}

function consentColumn(header: string, isGuardian: boolean, channel: string): Column | null {
  if (!consentChannels.some((each) => each === channel)) return null;
  return { header, path: [...(isGuardian ? ["guardian"] : []), "consent", channel], read: readFlag };
}

function readerOf(place: string): (cell: string) => unknown {
  if (place.endsWith(".sms")) return tidyPhone;
  if (place === "locale") return tidyLocale;
  return asText;
}

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  "1": true,
  是: true,
  false: false,
  no: false,
  n: false,
  "0": false,
  否: false,
};

// What is no flag stays text, which the check of the upsert then refuses.
function readFlag(cell: string): unknown {
  const lower = cell.toLowerCase();
  return Object.hasOwn(FLAGS, lower) ? FLAGS[lower] : cell;
}

// A number only where writing it gives the cell again: "007" and "1e3" stay text, and so does an id too long for a double.
function readScalar(cell: string): unknown {
  if (cell === "true" || cell === "false") return cell === "true";
  const value = Number(cell);
  return String(value) === cell && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : cell;
}
