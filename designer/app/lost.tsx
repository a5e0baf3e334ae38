// What stands where a page cannot: no such address, a fault of the page, no connection.
import { type ErrorComponentProps, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { Connection } from "#designer/api/connection.ts";
import { useIsLost } from "#designer/api/connection.ts";
import { useSay } from "#designer/text/say.tsx";
import { EmptyState, useTitle } from "#designer/ui/page.tsx";
import { lostWords as words } from "./words.ts";

/** For an address without a page. */
export function NotFound() {
  const say = useSay();
  const navigate = useNavigate();
  useTitle(say(words.notFound));
  const home = (
    <Button type="primary" onClick={() => void navigate({ to: "/" })}>
      {say(words.home)}
    </Button>
  );
  return <EmptyState isPage title={say(words.notFound)} hint={say(words.notFoundHow)} action={home} />;
}

/** For a page that the person's role does not open. */
export function NotAllowed() {
  const say = useSay();
  useTitle(say(words.notAllowed));
  return <EmptyState isPage title={say(words.notAllowed)} hint={say(words.notAllowedHow)} />;
}

/** For a page that threw. */
export function Crashed({ error }: ErrorComponentProps) {
  const say = useSay();
  useTitle(say(words.crash));
  const what = (
    <>
      <code className="wb-crash">{error instanceof Error ? error.message : String(error)}</code>
      <Button type="primary" onClick={() => location.reload()}>
        {say(words.reload)}
      </Button>
    </>
  );
  return <EmptyState isPage title={say(words.crash)} hint={say(words.crashHow)} action={what} />;
}

/** Says over every page that the server cannot be reached. */
export function LostBar({ connection, onBack }: { connection: Connection; onBack: () => void }) {
  const say = useSay();
  const isLost = useIsLost(connection, onBack);
  return <div role="status">{isLost && <div className="wb-lost">{say(words.offline)}</div>}</div>;
}
