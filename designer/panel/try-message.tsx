// A send's text as the learner would see it, in its channel's frame.
import { Skeleton } from "antd";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale } from "#designer/text/say.tsx";
import { Frame } from "./frames.tsx";
import { DeskProvider } from "./studio-desk.tsx";
import type { TrySend } from "./try-book.ts";
import { languageOf, type Preview } from "./try-previews.ts";
import { useTrial } from "./try-use.tsx";

/** The text; what is withheld or stopped is shown all the same. */
export function TryMessage({ send, preview }: { send: TrySend; preview: Preview | null }) {
  const tag = tagOf(useLocale());
  const { trial } = useTrial();
  if (preview === null) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (send.channel === "webhook") return <pre className="wb-try-hook">{JSON.stringify(preview.content, null, 2)}</pre>;
  const frame = <Frame channel={send.channel} locale={languageOf(trial, tag)} preview={preview} isWritten />;
  if (send.message === null) return <div className="wb-try-message">{frame}</div>;
  return (
    <DeskProvider strategy={trial.document.id} version={null} id={send.message}>
      <div className="wb-try-message">{frame}</div>
    </DeskProvider>
  );
}
