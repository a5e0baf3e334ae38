// Every device that is signed in as this person, and the way to end each or all.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Skeleton, Tag } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { endSession, listSessions } from "#shared/api/accounts.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import { useSignOut } from "./account-menu.tsx";
import { accountWords as words } from "./words-account.ts";

type Device = AnswerOf<typeof listSessions>["items"][number];

/** The list. */
export function SessionList() {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const out = useSignOut();
  const query = useQuery({ queryKey: ["sessions"], queryFn: () => api.call(listSessions) });
  const end = useMutation({
    mutationFn: (id: string) => api.call(endSession, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  if (query.data === undefined)
    return query.error === null ? <Skeleton active /> : <ProblemAlert error={query.error} onRetry={query.refetch} />;
  return (
    <>
      <ul className="wb-devices">
        {query.data.items.map((device) => (
          <DeviceRow key={device.id} device={device} onEnd={() => end.mutate(device.id)} />
        ))}
      </ul>
      <ProblemAlert error={end.error} />
      <Button danger onClick={out.everywhere}>
        {say(words.endAll)}
      </Button>
    </>
  );
}

function DeviceRow({ device, onEnd }: { device: Device; onEnd: () => void }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const name = device.device === "" ? say(words.unknownDevice) : device.device;
  return (
    <li>
      <div>
        <strong>{name}</strong> {device.isCurrent && <Tag color="success">{say(words.here)}</Tag>}
        <small>
          {[
            device.address,
            say(words.seen(formatDateTime(device.lastSeenAt, locale, zone))),
            say(words.since(formatDateTime(device.createdAt, locale, zone))),
          ]
            .filter((part) => part !== "")
            .join(" · ")}
        </small>
      </div>
      {!device.isCurrent && (
        <Button size="small" onClick={onEnd} aria-label={say(words.endOf(name))}>
          {say(words.end)}
        </Button>
      )}
    </li>
  );
}
