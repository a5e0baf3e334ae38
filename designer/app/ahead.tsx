// Asks for what a canvas will need while its code is still on the way, where it is the first page: who is signed in, and the draft.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useSessionQuery } from "#designer/api/session.tsx";
import { draftQuery } from "#designer/canvas/draft-query.ts";
import { strategyIn } from "./path.ts";

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
  const [strategy] = useState(() => strategyIn(location.pathname));
  const { data } = useSessionQuery();
  const isInside = data !== undefined && data.person !== null;
  useQuery({ ...draftQuery(api, strategy ?? ""), enabled: isInside && strategy !== null });
  return null;
}
