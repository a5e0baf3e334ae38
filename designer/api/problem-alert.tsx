// What became of a call that failed, in words: what happened, each thing that is wrong, and the request's id to quote.
import { Alert, Button } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { ProblemError } from "./client.tsx";
import { failureWords as words } from "./words.ts";

/** A failure with its words; nothing where `error` is null. `onRetry` adds a button. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const say = useSay();
  if (error === null || error === undefined) return null;
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      {say(words.retry)}
    </Button>
  );
  return (
    <Alert
      type="error"
      showIcon
      title={<Title error={error} />}
      description={<Detail error={error} />}
      action={retry}
    />
  );
}

function Title({ error }: { error: unknown }) {
  const say = useSay();
  if (error instanceof ProblemError && error.message !== "") return error.message;
  return say(error instanceof TypeError ? words.offline : words.unknown);
}

function Detail({ error }: { error: unknown }) {
  const say = useSay();
  if (!(error instanceof ProblemError)) return say(error instanceof TypeError ? words.offlineHow : words.unknownHow);
  const lines = [...new Set(error.issues.map((issue) => lineOf(issue.path, issue.message)))];
  return (
    <>
      {lines.length > 0 && (
        <ul className="wb-issues">
          {lines.slice(0, 20).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {error.requestId !== null && <small>{say(words.requestId(error.requestId))}</small>}
    </>
  );
}

function lineOf(path: readonly (string | number)[], message: string): string {
  return path.length === 0 ? message : `${path.join(".")} · ${message}`;
}
