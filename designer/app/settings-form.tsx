// The settings document while it is changed on a page: what is wrong with it in words, saved whole under the revision it was made
// from, and guarded against being left.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { Alert, App, Button, ConfigProvider, Modal, Skeleton } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { z } from "zod";
import { ProblemError, useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { type Locale, tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { requestIssues } from "#shared/api/request-issues.ts";
import { getSettings, putSettings, settingsSchema } from "#shared/api/settings.ts";
import { sentence } from "#shared/api/words.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { formWords as words } from "./words-settings.ts";

/** The settings document. */
export type Settings = z.output<typeof settingsSchema>;

/** What a page's fields work with. */
export interface SettingsForm {
  readonly settings: Settings;
  /** Changes some of the document. */
  change(part: Partial<Settings>): void;
  /** What is wrong at a place, or inside it, as sentences. */
  wrongAt(...place: readonly (string | number)[]): readonly string[];
}

/** What is wrong with a document: a path and a sentence each. */
export function faultsOf(settings: Settings, locale: Locale): { path: readonly (string | number)[]; text: string }[] {
  const parsed = settingsSchema.safeParse(settings);
  if (parsed.success) return [];
  return requestIssues(parsed.error.issues).map((issue) => ({
    path: issue.path,
    text: sentence(issue, tagOf(locale)),
  }));
}

/** Asks for the settings, and gives the form to `children` when they are there; below it what is not saved, and the way to save it. */
export function SettingsEditor({ children }: { children: (form: SettingsForm) => ReactNode }) {
  const api = useApi();
  const query = useQuery({ queryKey: ["settings"], queryFn: () => api.call(getSettings), staleTime: 0 });
  if (query.data === undefined)
    return query.error === null ? (
      <Skeleton active paragraph={{ rows: 8 }} />
    ) : (
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
    );
  return <Editor kept={query.data}>{children}</Editor>;
}

interface Kept {
  readonly revision: number;
  readonly settings: Settings;
}

function Editor({ kept, children }: { kept: Kept; children: (form: SettingsForm) => ReactNode }) {
  const say = useSay();
  const isReadOnly = !useCan("operate");
  // What is being changed stands on the revision it began from, whatever comes in meanwhile.
  const [draft, setDraft] = useState<Kept | null>(null);
  const { settings } = draft ?? kept;
  const isDirty = draft !== null && canonicalJson(draft.settings) !== canonicalJson(kept.settings);
  const locale = useLocale();
  const faults = useMemo(() => faultsOf(settings, locale), [settings, locale]);
  const form: SettingsForm = {
    settings,
    change: (part) => setDraft({ revision: (draft ?? kept).revision, settings: { ...settings, ...part } }),
    wrongAt: (...place) =>
      faults.filter(({ path }) => place.every((step, index) => path[index] === step)).map(({ text }) => text),
  };
  return (
    <>
      {isReadOnly && <Alert className="wb-settings-note" type="info" showIcon title={say(words.readOnly)} />}
      <ConfigProvider componentDisabled={isReadOnly}>
        <fieldset className="wb-settings-fields" disabled={isReadOnly}>
          {children(form)}
        </fieldset>
      </ConfigProvider>
      <LeaveGuard isOn={isDirty} />
      {isDirty && <SaveBar draft={draft} faultCount={faults.length} onDone={() => setDraft(null)} />}
    </>
  );
}

function SaveBar({ draft, faultCount, onDone }: { draft: Kept; faultCount: number; onDone: () => void }) {
  const say = useSay();
  const client = useQueryClient();
  const save = useSave(draft, onDone);
  const reload = async () => {
    await client.invalidateQueries({ queryKey: ["settings"] });
    onDone();
  };
  const isStale = save.error instanceof ProblemError && save.error.status === 412;
  return (
    <div className="wb-settings-save">
      {isStale ? (
        <Alert
          type="warning"
          showIcon
          title={say(words.conflict)}
          description={say(words.conflictHow)}
          action={<Button onClick={() => void reload()}>{say(words.reload)}</Button>}
        />
      ) : (
        <ProblemAlert error={save.error} />
      )}
      <div role="status">{faultCount > 0 ? <strong>{say(words.bad(faultCount))}</strong> : say(words.dirty)}</div>
      <Button onClick={onDone} disabled={save.isPending}>
        {say(words.discard)}
      </Button>
      <Button type="primary" disabled={faultCount > 0} loading={save.isPending} onClick={() => save.mutate()}>
        {say(words.save)}
      </Button>
    </div>
  );
}

function useSave({ revision, settings }: Kept, onDone: () => void) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: () => api.call(putSettings, { body: settings, headers: { "If-Match": `"${revision}"` } }),
    onSuccess: async (answer) => {
      client.setQueryData(["settings"], { revision: answer.revision, settings });
      onDone();
      void message.success(say(words.saved));
      await client.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

function LeaveGuard({ isOn }: { isOn: boolean }) {
  const say = useSay();
  const blocker = useBlocker({ shouldBlockFn: () => isOn, enableBeforeUnload: () => isOn, withResolver: true });
  return (
    <Modal
      open={blocker.status === "blocked"}
      title={say(words.leaveAsk)}
      okText={say(words.leave)}
      okButtonProps={{ danger: true }}
      cancelText={say(words.stay)}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {say(words.leaveHow)}
    </Modal>
  );
}
