// The look, as antd takes it: light and dark seeds and the few component tokens that keep contrast at AA. The same colours stand as
// CSS variables in base.css, for plain CSS.
import { theme as antd, type ThemeConfig } from "antd";

/** What a person may choose. */
export type ThemeChoice = "light" | "dark" | "system";

/** The seeds of both looks. Text on `primary` and on the signal colours is `onSolid`. */
export const seeds = {
  light: {
    primary: "#2b4fbd",
    good: "#1a7a45",
    warn: "#a15c00",
    bad: "#c02a2a",
    text: "#1c2230",
    surface: "#ffffff",
    page: "#f5f6f9",
    raised: "#ffffff",
    line: "#dfe3eb",
    onSolid: "#ffffff",
  },
  dark: {
    primary: "#8fa9ff",
    good: "#5cc98c",
    warn: "#e8ae56",
    bad: "#ff8b85",
    text: "#e6e9f0",
    surface: "#191c23",
    page: "#111318",
    raised: "#222630",
    line: "#333946",
    onSolid: "#10131a",
  },
} as const;

// antd derives pale grounds from light seeds; from seeds dark enough for text it derives mud, so they are given.
const softs = {
  light: {
    colorPrimaryBg: "#e9eefb",
    colorInfoBg: "#e9eefb",
    colorSuccessBg: "#e4f4ea",
    colorWarningBg: "#fdf1de",
    colorErrorBg: "#fcebea",
    colorInfoBorder: "#b4c3ec",
    colorSuccessBorder: "#a5d5b8",
    colorWarningBorder: "#e8c68f",
    colorErrorBorder: "#ecb3b0",
  },
  dark: {
    colorPrimaryBg: "#232c48",
    colorInfoBg: "#232c48",
    colorSuccessBg: "#17301f",
    colorWarningBg: "#352710",
    colorErrorBg: "#3d1b1b",
    colorInfoBorder: "#3f5190",
    colorSuccessBorder: "#2c5c3d",
    colorWarningBorder: "#6a4f20",
    colorErrorBorder: "#743534",
  },
} as const;

/** antd's configuration of one look; `isStill` turns motion off. */
export function themeOf(look: "light" | "dark", isStill: boolean): ThemeConfig {
  const seed = seeds[look];
  return {
    algorithm: look === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      fontFamily: "var(--wb-font)",
      borderRadius: 6,
      motion: !isStill,
      colorPrimary: seed.primary,
      colorInfo: seed.primary,
      colorLink: seed.primary,
      colorSuccess: seed.good,
      colorWarning: seed.warn,
      colorError: seed.bad,
      colorTextBase: seed.text,
      colorBgBase: seed.surface,
      colorBgContainer: seed.surface,
      colorBgElevated: seed.raised,
      colorBgLayout: seed.page,
      colorBorder: look === "dark" ? "#4a5161" : "#c3c9d6",
      colorBorderSecondary: seed.line,
      colorTextLightSolid: seed.onSolid,
      colorTextSecondary: look === "dark" ? "#b3bac8" : "#4b5365",
      colorTextTertiary: look === "dark" ? "#99a1b2" : "#5f687b",
      colorTextDescription: look === "dark" ? "#99a1b2" : "#5f687b",
      colorTextPlaceholder: look === "dark" ? "#8f97a8" : "#687184",
      controlOutlineWidth: 2,
      ...softs[look],
    },
    components: {
      Tooltip: { colorTextLightSolid: "#ffffff", colorBgSpotlight: look === "dark" ? "#3a4150" : "#2b3242" },
      Layout: { headerBg: seed.surface, siderBg: seed.surface, bodyBg: seed.page },
      Segmented: {
        trackBg: look === "dark" ? "#262b36" : "#e6e9f0",
        itemSelectedBg: look === "dark" ? "#3a4150" : "#ffffff",
      },
      Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
      Table: { headerBg: look === "dark" ? "#20242d" : "#f8f9fb" },
    },
  };
}
