// A row of the bench: what is measured, against which floor, and what it must reach.

/** One run of a row. `value` and `floor` are of the same work in the same minute; no floor where the target is absolute. */
export interface Sample {
  value: number;
  floor: number | null;
  /** Anything else worth writing down, by name. */
  notes?: Record<string, number>;
}

/** What a row is measured with. */
export interface Setting {
  /** Everything is made so many times smaller than in the target; 1 is the whole. */
  shrink: number;
  /** Whether products that do the same are measured beside. */
  isPeers: boolean;
  /** The folder of the learning data; null takes the sample that is shipped. */
  learningData: string | null;
  /** A new empty folder, gone after the run. */
  newFolder(): string;
}

/** What a figure has to reach: at least or at most so much, of the floor or by itself. */
export interface Target {
  of: "floor" | "value";
  is: "atLeast" | "atMost";
  must: number;
  aim: number;
}

/** A row. */
export interface Row {
  name: string;
  title: string;
  unit: string;
  /** What the floor is, in words; null where there is none. */
  floor: string | null;
  target: Target | null;
  /** Rows measured only when asked for by `--scale`. */
  isScale?: boolean;
  run(setting: Setting): Promise<Sample>;
}

/** A whole number made smaller, at least 1. */
export function shrunk(count: number, { shrink }: Setting): number {
  return Math.max(1, Math.round(count / shrink));
}
