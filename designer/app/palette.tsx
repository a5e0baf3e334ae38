// The command palette: pages, strategies and actions by name, from anywhere.
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { useApi } from "#designer/api/client.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { type Action, useActActions, usePageActions } from "./actions.tsx";
import { nameOf, pathOf, strategiesQuery } from "./strategies.ts";
import { shellWords as words } from "./words.ts";
import "./palette.css";

interface Given {
  isOpen: boolean;
  onClose: () => void;
  onShortcuts: () => void;
}

/** The palette; it closes before what was chosen runs. */
export function Palette({ isOpen, onClose, onShortcuts }: Given) {
  const say = useSay();
  const pages = usePageActions();
  const acts = useActActions(onShortcuts);
  const strategies = useStrategyActions(isOpen);
  const choose = (action: Action) => {
    onClose();
    action.run();
  };
  return (
    <Command.Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      label={say(words.search)}
      overlayClassName="wb-palette-overlay"
      contentClassName="wb-palette"
      loop
    >
      <Command.Input placeholder={say(words.search)} />
      <Command.List label={say(words.actions)}>
        <Command.Empty>{say(words.nothingFound)}</Command.Empty>
        <Group heading={say(words.pages)} of={pages} onChoose={choose} />
        <Group heading={say(words.strategies)} of={strategies} onChoose={choose} />
        <Group heading={say(words.actions)} of={acts} onChoose={choose} />
      </Command.List>
    </Command.Dialog>
  );
}

function Group({ heading, of, onChoose }: { heading: string; of: readonly Action[]; onChoose: (one: Action) => void }) {
  if (of.length === 0) return null;
  return (
    <Command.Group heading={heading}>
      {of.map((action) => (
        <Command.Item key={action.key} value={`${action.label} ${action.key}`} onSelect={() => onChoose(action)}>
          {action.label}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function useStrategyActions(isOpen: boolean): Action[] {
  const api = useApi();
  const navigate = useNavigate();
  const locale = useLocale();
  const mayRead = useCan("read");
  const { data } = useQuery({ ...strategiesQuery(api), enabled: isOpen && mayRead });
  return (data?.items ?? [])
    .filter(({ state }) => state !== "archived")
    .map((strategy) => ({
      key: strategy.id,
      label: nameOf(strategy, locale),
      run: () => void navigate({ to: pathOf(strategy.id) }),
    }));
}
