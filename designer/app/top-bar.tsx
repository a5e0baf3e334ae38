// The top bar: the product and school, the way to search, the clock where it is a special one, the stop, language, look, account.
import { GlobalOutlined, QuestionCircleOutlined, SearchOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { useSession } from "#designer/api/session.tsx";
import { useChooseLocale, useLocale, useSay } from "#designer/text/say.tsx";
import { PRODUCT } from "#designer/ui/page.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Mark } from "./mark.tsx";
import { SchoolClock } from "./school-clock.tsx";
import { StopButton } from "./stop-button.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { shellWords as words } from "./words.ts";

/** The bar. */
export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const say = useSay();
  const { school } = useSession();
  const isMac = /Mac/.test(navigator.platform);
  return (
    <header className="wb-bar">
      <Link to="/" className="wb-brand">
        <Mark />
        <span>{PRODUCT}</span>
        {school.name !== "" && <span className="wb-brand-school">{school.name}</span>}
      </Link>
      <button
        type="button"
        className="wb-search"
        onClick={onSearch}
        aria-keyshortcuts="Control+K"
        title={say(words.search)}
      >
        <SearchOutlined aria-hidden="true" />
        <span>{say(words.searchShort)}</span>
        <kbd>{isMac ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <div className="wb-bar-end">
        <SchoolClock />
        <StopButton />
        <LanguageButton />
        <ThemeMenu />
        <Tooltip title={say(words.help)}>
          <Button type="text" icon={<QuestionCircleOutlined />} aria-label={say(words.help)} onClick={onHelp} />
        </Tooltip>
        <AccountMenu />
      </div>
    </header>
  );
}

/** Changes to the other language; its name is in that language. */
export function LanguageButton() {
  const locale = useLocale();
  const choose = useChooseLocale();
  const say = useSay();
  const other = locale === "zh" ? "en" : "zh";
  return (
    <Tooltip title={say(words.otherLanguage)}>
      <Button
        type="text"
        icon={<GlobalOutlined />}
        aria-label={say(words.otherLanguage)}
        lang={other === "zh" ? "zh-CN" : "en"}
        onClick={() => choose(other)}
      >
        {say(words.otherLanguageShort)}
      </Button>
    </Tooltip>
  );
}
