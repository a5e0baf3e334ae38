// The compiler in a thread of its own, so that a large strategy is judged while it is dragged: takes a numbered draft with its context,
// gives the problems and the hash under the same number.
import { z } from "zod";
import type { Draft } from "#designer/document/draft.ts";
import { judge, type Problem } from "#designer/document/problems.ts";
import type { CompileContext } from "#shared/strategy/context.ts";

/** What the thread is asked. */
export interface Question {
  readonly number: number;
  readonly draft: Draft;
  readonly context: CompileContext;
}

/** What it answers. */
export interface Verdict {
  readonly number: number;
  readonly problems: readonly Problem[];
  readonly hash: string | null;
}

// The content policy forbids building functions from text, which the validator tries otherwise.
z.config({ jitless: true });

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  const { problems, hash } = judge(data.draft, data.context);
  const verdict: Verdict = { number: data.number, problems, hash };
  postMessage(verdict);
});
