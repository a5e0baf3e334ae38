// The list of strategies: what there is, in which state, who changed it last, and what can be done with each.
import { AppstoreAddOutlined, ImportOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { Later } from "#designer/ui/later.tsx";
import { Page } from "#designer/ui/page.tsx";
import { FileDrop, useFileImport, useFilePicker } from "./file-import.tsx";
import { type StrategiesSearch, strategiesQuery, strategiesSearch } from "./strategies.ts";
import { StrategiesFilter } from "./strategies-filter.tsx";
import { StrategiesTable } from "./strategies-table.tsx";
import { strategyWords as words } from "./words-strategies.ts";
import "./strategies.css";

const GalleryDrawer = lazy(async () => ({ default: (await import("./gallery-drawer.tsx")).GalleryDrawer }));
const NewStrategy = lazy(async () => ({ default: (await import("./new-strategy.tsx")).NewStrategy }));

/** The page. */
export function StrategiesPage() {
  const say = useSay();
  const [search, setSearch] = useStrategiesSearch();
  const query = useQuery(strategiesQuery(useApi()));
  const mayDesign = useCan("design");
  const take = useFileImport();
  const open = (which: StrategiesSearch["open"]) => setSearch({ ...search, open: which });
  return (
    <FileDrop isOn={mayDesign} onFile={take}>
      <Page
        title={say(words.title)}
        lead={say(words.lead)}
        actions={mayDesign && <PageActions onOpen={open} onFile={take} />}
      >
        <StrategiesFilter items={query.data?.items ?? []} search={search} onSearch={setSearch} />
        {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
        <StrategiesTable
          items={query.data?.items}
          search={search}
          onClear={() => setSearch({})}
          onGallery={() => open("gallery")}
        />
      </Page>
      <Later isWanted={search.open === "gallery"}>
        <GalleryDrawer isOpen={search.open === "gallery"} onClose={() => open(undefined)} />
      </Later>
      <Later isWanted={search.open === "new"}>
        <NewStrategy isOpen={search.open === "new"} onClose={() => open(undefined)} />
      </Later>
    </FileDrop>
  );
}

function PageActions(given: { onOpen: (which: "new" | "gallery") => void; onFile: (file: File) => void }) {
  const say = useSay();
  const pick = useFilePicker(given.onFile);
  return (
    <>
      <Button icon={<ImportOutlined />} onClick={pick}>
        {say(words.importFile)}
      </Button>
      <Button icon={<AppstoreAddOutlined />} onClick={() => given.onOpen("gallery")}>
        {say(words.gallery)}
      </Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => given.onOpen("new")}>
        {say(words.create)}
      </Button>
    </>
  );
}

function useStrategiesSearch(): [StrategiesSearch, (next: StrategiesSearch) => void] {
  const search = strategiesSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: "/strategies", search: next, replace: true })];
}
