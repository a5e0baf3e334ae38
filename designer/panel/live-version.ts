// Whose counts the live panel shows, and what of the draft they belong to: what a version has drawn otherwise is no place for its counts.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import type { Draft } from "#designer/document/draft.ts";
import { standingIn } from "./live-counts.ts";
import { useStanding, useVersions, versionQuery } from "./publish-queries.ts";

/** See the head of this file. */
export interface Counted {
  /** The number of the version whose drawing is compared: the chosen one, else the one in force; null while it is not known. */
  readonly number: number | null;
  /** Whether the draft means something else. */
  readonly isChanged: boolean;
  /** That version as drawn; null where it is the draft itself, or could not be read. */
  readonly version: Draft | null;
  /** What of the draft stands in that version. */
  readonly draft: Draft;
}

/** Compares the draft with a version (by hash; null: the one in force); null while that is on its way. */
export function useCounted(strategy: string, chosen: string | null): Counted | null {
  const api = useApi();
  const draft = useCanvas(({ history }) => history.present);
  const hash = useCanvas(({ judgement }) => judgement.hash);
  const standing = useStanding(strategy).data;
  const items = useVersions(strategy).data?.items;
  const counted = items?.find((one) => (chosen === null ? one.number === standing?.version : one.hash === chosen));
  const isChanged = counted !== undefined && counted.hash !== hash;
  const number = counted?.number ?? null;
  const { data: version = null, isPending } = useQuery({
    ...versionQuery(api, strategy, number),
    enabled: isChanged,
  });
  const here = useMemo(
    () => (isChanged && version !== null ? standingIn(draft, version) : draft),
    [isChanged, version, draft],
  );
  if (items === undefined || (isChanged && isPending)) return null;
  // While a draft has no hash, for its errors or since it is not judged yet, what is drawn tells whether it changed.
  const isOther = isChanged && (hash !== null || here.nodes.length !== draft.nodes.length);
  return { number, isChanged: isOther, version: isChanged ? version : null, draft: here };
}
