// Chooses the look: light, dark, or like the system.
import { DesktopOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useSay } from "#designer/text/say.tsx";
import type { ThemeChoice } from "#designer/ui/theme.ts";
import { useLook } from "#designer/ui/theme-choice.tsx";
import { shellWords as words } from "./words.ts";

const icons = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> } as const;
const choices: readonly ThemeChoice[] = ["light", "dark", "system"];

/** The menu behind the icon of the look in force. */
export function ThemeMenu() {
  const say = useSay();
  const { choice, look, choose } = useLook();
  const items = choices.map((key) => ({ key, label: say(words[key]), icon: icons[key] }));
  const pick = (key: string) => {
    const found = choices.find((one) => one === key);
    if (found !== undefined) choose(found);
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items, selectable: true, selectedKeys: [choice], onClick: ({ key }) => pick(key) }}
    >
      <Button type="text" icon={icons[look]} aria-label={say(words.theme)} aria-haspopup="menu" />
    </Dropdown>
  );
}
