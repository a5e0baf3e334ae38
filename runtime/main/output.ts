// What command-line tools print: text for people, one JSON value for programs, and progress that stays off both.
import { progress } from "@clack/prompts";

/** Exit codes of every command. */
export const exitCodes = { ok: 0, found: 1, usage: 2 } as const;

/** Prints a value as JSON or as text. */
export function print(isJson: boolean | undefined, value: unknown, text: () => string): void {
  process.stdout.write(`${isJson ? JSON.stringify(value, null, 2) : text()}\n`);
}

/** The language of the terminal. */
export function terminalLocale(environment: Record<string, string | undefined>): "zh-CN" | "en" {
  const name = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return name.startsWith("zh") ? "zh-CN" : "en";
}

/** A bar that moves with a share of work done; silent where no terminal looks on. */
export interface Bar {
  to(share: number, text: string): void;
  end(text: string): void;
}

/** Starts a bar, unless output goes to a program. */
export function startBar(title: string, isQuiet: boolean): Bar {
  if (isQuiet || !process.stderr.isTTY) return { to: () => undefined, end: () => undefined };
  const bar = progress({ max: 1000, output: process.stderr });
  let done = 0;
  bar.start(title);
  return {
    to: (share, text) => {
      const next = Math.floor(share * 1000);
      bar.advance(next - done, text);
      done = next;
    },
    end: (text) => bar.stop(text),
  };
}
