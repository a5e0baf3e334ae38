// What a person does with a task: take it, say what came of it, note, hand over. Lists and the card are read again after each.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { type Text, useSay } from "#designer/text/say.tsx";
import { assignTask, noteTask } from "#shared/api/tasks.ts";
import { claimTask, finishTask } from "#shared/api/work.ts";
import { taskOutcome } from "./entry-parts.ts";
import { taskWords as words } from "./words-task.ts";

/** The acts on one task. */
export interface TaskActs {
  readonly isBusy: boolean;
  readonly claim: () => void;
  readonly finish: (outcome: string, note: string) => void;
  readonly note: (note: string) => void;
  readonly assign: (to: string, name: string) => void;
}

interface Done {
  readonly work: Promise<unknown>;
  readonly said: Text;
}

/** The acts; `onDone` is called after one that succeeded. */
export function useTaskActs(send: string, onDone: () => void): TaskActs {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const act = useMutation({
    mutationFn: async (begin: () => Done) => {
      const { work, said } = begin();
      await work;
      return said;
    },
    onSuccess: (said) => {
      void message.success(say(said));
      onDone();
    },
    // A conflict means that somebody was quicker: what stands now is shown in either case.
    onError: (error) => void message.error(error.message === "" ? say(words.failed) : error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ["tasks"] }),
  });
  const params = { id: send };
  const withNote = (note: string) => (note.trim() === "" ? {} : { note: note.trim() });
  return {
    isBusy: act.isPending,
    claim: () => act.mutate(() => ({ work: api.call(claimTask, { params, body: {} }), said: words.claimed })),
    finish: (outcome, note) =>
      act.mutate(() => ({
        work: api.call(finishTask, { params, body: { outcome, ...withNote(note) } }),
        said: words.finished(taskOutcome(outcome)),
      })),
    note: (note) => act.mutate(() => ({ work: api.call(noteTask, { params, body: { note } }), said: words.noted })),
    assign: (to, name) =>
      act.mutate(() => ({ work: api.call(assignTask, { params, body: { to } }), said: words.assigned(name) })),
  };
}
