// The gallery: the product's starter strategies with what each does, how it runs, and a way to begin from it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Drawer, Skeleton, Tag } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { listGallery } from "#shared/api/gallery.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { FlowPicture } from "./flow-picture.tsx";
import { nameOf } from "./strategies.ts";
import { useStrategyActs } from "./strategy-acts.ts";
import { purposeWords, galleryWords as words } from "./words-strategies.ts";

/** The drawer. */
export function GalleryDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const query = useQuery({
    queryKey: ["gallery"],
    queryFn: () => api.call(listGallery),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const acts = useStrategyActs();
  const use = useMutation({ mutationFn: (document: Readonly<Record<string, unknown>>) => acts.use(document) });
  return (
    <Drawer open={isOpen} onClose={onClose} title={say(words.title)} size={1080} destroyOnHidden>
      <p className="wb-page-lead">{say(words.lead)}</p>
      <ProblemAlert error={query.error ?? use.error} />
      {query.data === undefined && <Skeleton active paragraph={{ rows: 8 }} />}
      <ul className="wb-gallery">
        {query.data?.items.map(({ id, document }) => (
          <Card
            key={id}
            document={document as unknown as Strategy}
            isBusy={use.isPending}
            onUse={() => use.mutate(document)}
          />
        ))}
      </ul>
    </Drawer>
  );
}

function Card({ document, isBusy, onUse }: { document: Strategy; isBusy: boolean; onUse: () => void }) {
  const say = useSay();
  const locale = useLocale();
  const mayDesign = useCan("design");
  const name = nameOf(document, locale);
  const signalCount = document.nodes.filter(({ type }) => type === "signal").length;
  const about = document.description;
  return (
    <li className="wb-gallery-card">
      <FlowPicture document={document} label={say(words.picture(name))} />
      <h3>{name}</h3>
      <p>{(locale === "zh" ? about?.["zh-CN"] : about?.en) ?? ""}</p>
      <div className="wb-gallery-foot">
        <span>
          <Tag>{say(purposeWords[document.purpose])}</Tag>
          {say(words.size(signalCount, Object.keys(document.messages ?? {}).length))}
        </span>
        {mayDesign && (
          <Button size="small" type="primary" disabled={isBusy} onClick={onUse} aria-label={say(words.useOf(name))}>
            {say(words.use)}
          </Button>
        )}
      </div>
    </li>
  );
}
