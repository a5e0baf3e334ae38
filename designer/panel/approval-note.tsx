// Approval by a second person, where the school asks for it: ask, wait, say yes or no; always of the very draft that is seen.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSession } from "#designer/api/session.tsx";
import { type Text, useSay } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getApproval, postApproval } from "#shared/api/review.ts";
import { approvalWords as words } from "./words-publish.ts";

type Approval = AnswerOf<typeof getApproval>;

/** Where approval of the draft with that hash stands; asked again now and then, since another person answers. */
export function useApproval(id: string, hash: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: ["strategy", id, "approval", hash],
    queryFn: () => api.call(getApproval, { params: { id } }),
    enabled: hash !== null,
    refetchInterval: ({ state }) =>
      state.data?.needsApproval === true && state.data.state === "requested" ? 5000 : false,
  });
}

/** Whether publishing has to wait for somebody. */
export function isWaiting(approval: Approval | undefined): boolean {
  return approval?.needsApproval === true && approval.state !== "approved";
}

/** The note; nothing where the school asks for no approval. */
export function ApprovalNote({ id, hash, approval }: { id: string; hash: string; approval: Approval }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { person } = useSession();
  const [note, setNote] = useState("");
  const decide = useMutation({
    mutationFn: (act: "request" | "approve" | "reject") =>
      api.call(postApproval, { params: { id }, body: { act, hash, note } }),
    onSuccess: async () => {
      setNote("");
      await client.invalidateQueries({ queryKey: ["strategy", id, "approval"] });
    },
  });
  if (!approval.needsApproval) return null;
  const isOpen = approval.state === "none" || approval.state === "rejected";
  const isMine = approval.requestedBy === person.name;
  const acts = isOpen
    ? (["request"] as const)
    : approval.state === "requested" && !isMine
      ? (["approve", "reject"] as const)
      : [];
  return (
    <section className="wb-publish-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      <Alert
        type={approval.state === "approved" ? "success" : "info"}
        showIcon
        title={say(stateText(approval))}
        description={approval.note}
      />
      {acts.length > 0 && (
        <>
          <Input.TextArea
            aria-label={say(isOpen ? words.note : words.decisionNote)}
            placeholder={say(isOpen ? words.note : words.decisionNote)}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          <div className="wb-publish-acts">
            {acts.map((act) => (
              <Button
                key={act}
                type={act === "reject" ? "default" : "primary"}
                loading={decide.isPending}
                onClick={() => decide.mutate(act)}
              >
                {say(words[act])}
              </Button>
            ))}
          </div>
        </>
      )}
      <ProblemAlert error={decide.error} />
    </section>
  );
}

function stateText({ state, requestedBy, decidedBy }: Approval): Text {
  if (state === "none") return words.none;
  const [text, name] = state === "requested" ? [words.requested, requestedBy] : [words[state], decidedBy];
  return { zh: text(name ?? words.someone.zh).zh, en: text(name ?? words.someone.en).en };
}
