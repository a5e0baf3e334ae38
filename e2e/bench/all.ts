// The rows, in the order of the target table.
import { acceptRows } from "./accept.ts";
import { apply } from "./apply.ts";
import { busy } from "./busy.ts";
import { due } from "./due.ts";
import { endToEnd } from "./end-to-end.ts";
import { latency } from "./latency.ts";
import { memory } from "./memory.ts";
import { oulad } from "./oulad.ts";
import { report } from "./report.ts";
import { restart } from "./restart.ts";
import type { Row } from "./row.ts";
import { scaleRows } from "./scale.ts";

/** Every row; a new one is one file and one line here. */
export const rows: readonly Row[] = [
  ...acceptRows,
  apply,
  endToEnd,
  latency,
  busy,
  due,
  memory,
  restart,
  oulad,
  report,
  ...scaleRows,
];
