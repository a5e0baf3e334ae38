// Asks for what the first page will need while its code is still on the way: who is signed in, and the draft where it is a canvas.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useSessionQuery } from "#designer/api/session.tsx";
import { draftQuery } from "#designer/canvas/draft-query.ts";

/** By then the page asks for itself. */
const OVER_MS = 5000;

/** Shows nothing. */
export function Ahead() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), OVER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isOver ? null : <Asking />;
}

function Asking() {
  const api = useApi();
  const [strategy] = useState(() => /^\/strategies\/([^/]+)$/.exec(location.pathname)?.[1] ?? null);
  const { data } = useSessionQuery();
  const isInside = data !== undefined && data.person !== null;
  useQuery({ ...draftQuery(api, decodeURIComponent(strategy ?? "")), enabled: isInside && strategy !== null });
  return null;
}
