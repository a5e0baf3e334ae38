// Problems of a text in a list: what is wrong, by what rule that is known and from when, and the fix where one is certain.
import { CloseCircleOutlined, InfoCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { getAt } from "#designer/document/path.ts";
import type { Problem } from "#designer/document/problems.ts";
import { type Text, useSay } from "#designer/text/say.tsx";
import { checkTemplate } from "#shared/message/template.ts";
import { useDesk } from "./studio-desk.tsx";
import { fallbackEdit } from "./template-places.ts";
import { editorWords, ruleSources, lintWords as words } from "./words-studio.ts";

const icons = { error: CloseCircleOutlined, warning: WarningOutlined, info: InfoCircleOutlined } as const;

/** Where a rule comes from; null where it is the document's own logic. */
function sourceOf(code: string): Text | null {
  return ruleSources[code] ?? ruleSources[code.slice(0, code.indexOf("."))] ?? null;
}

/** The list; nothing where there is nothing to say. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const say = useSay();
  if (problems.length === 0) return null;
  return (
    <ul className="wb-lint" aria-label={say(words.title)}>
      {problems.map((problem) => (
        <Row key={`${problem.code} ${problem.path.join(".")} ${say(problem.message)}`} problem={problem} />
      ))}
    </ul>
  );
}

function Row({ problem }: { problem: Problem }) {
  const say = useSay();
  const { dispatch, isReadOnly } = useDesk();
  const addFallback = useFallback(problem);
  const { code, severity, message, fix } = problem;
  const Icon = icons[severity];
  const source = sourceOf(code);
  const patch = fix?.patch;
  return (
    <li className={`wb-lint-row wb-lint-${severity}`}>
      <Icon aria-hidden />
      <div>
        <span>{say(message)}</span>
        {source !== null && <small>{say(words.source(say(source)))}</small>}
      </div>
      {addFallback !== null && (
        <Button size="small" disabled={isReadOnly} onClick={addFallback}>
          {say(editorWords.fallback)}
        </Button>
      )}
      {fix !== undefined && patch !== undefined && (
        <Button size="small" disabled={isReadOnly} onClick={() => dispatch({ do: "patch", patch })}>
          {say(fix.label)}
        </Button>
      )}
    </li>
  );
}

/** Gives the first field without a fallback its fallback; null where that is not what is wrong. */
function useFallback({ code, path }: Problem): (() => void) | null {
  const { draft, subject, tag, write } = useDesk();
  const source = code === "template.unguarded" ? getAt(draft, path) : null;
  if (typeof source !== "string") return null;
  const issue = checkTemplate(source, { subject }).find((one) => one.code === code);
  const edit = issue === undefined ? null : fallbackEdit(source, issue, tag);
  if (edit === null) return null;
  const { from, to, insert } = edit;
  return () => write(path.slice(2), source.slice(0, from) + insert + source.slice(to));
}
