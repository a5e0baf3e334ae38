// Every note on the canvas in one list; a click goes to its node.
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import { goTo } from "./acts.ts";
import { useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { nameIn } from "./naming.ts";
import { panelWords as words } from "./words.ts";

/** The list. */
export function NotesPanel() {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const noted = draft.nodes.filter(({ note }) => typeof note === "string" && note !== "");
  if (noted.length === 0) return <EmptyState title={say(words.noNotes)} hint={say(words.noNotesHow)} />;
  return (
    <ul className="wb-notes" aria-label={say(words.notes)}>
      {noted.map(({ id, note }) => (
        <li key={id}>
          <button type="button" onClick={() => goTo(bench, id)}>
            <strong>{nameIn(draft, id, locale)}</strong>
            {String(note)}
          </button>
        </li>
      ))}
    </ul>
  );
}
