// The words of the shell: sections, the top bar, dialogs that stand everywhere.
import type { Text } from "#designer/text/say.tsx";

/** The sections, as the rail names them. */
export const sectionWords = {
  overview: { zh: "概览", en: "Overview" },
  strategies: { zh: "策略", en: "Strategies" },
  learners: { zh: "学员", en: "Learners" },
  tasks: { zh: "任务", en: "Tasks" },
  reports: { zh: "报表", en: "Reports" },
  settings: { zh: "设置", en: "Settings" },
} as const;

/** The frame around every page. */
export const shellWords = {
  skip: { zh: "跳到正文", en: "Skip to content" },
  sections: { zh: "主导航", en: "Main navigation" },
  search: { zh: "搜索页面、策略与操作", en: "Search pages, strategies, actions" },
  searchShort: { zh: "搜索或跳转", en: "Search or go to" },
  nothingFound: { zh: "没有匹配的结果", en: "Nothing found" },
  pages: { zh: "页面", en: "Pages" },
  strategies: { zh: "策略", en: "Strategies" },
  actions: { zh: "操作", en: "Actions" },
  help: { zh: "键盘快捷键", en: "Keyboard shortcuts" },
  general: { zh: "通用", en: "Everywhere" },
  closeDialog: { zh: "关闭窗口或面板", en: "Close a dialog or panel" },
  about: { zh: "系统与接口", en: "System and API" },
  account: { zh: "我的账户", en: "My account" },
  accountMenu: (name: string): Text => ({ zh: `账户菜单：${name}`, en: `Account menu: ${name}` }),
  signOut: { zh: "退出登录", en: "Sign out" },
  signOutAll: { zh: "在所有设备上退出", en: "Sign out everywhere" },
  signOutAllAsk: { zh: "在所有设备上退出登录？", en: "Sign out everywhere?" },
  signOutAllHow: {
    zh: "包括这台设备；之后需要重新登录。",
    en: "This device included; you will have to sign in again.",
  },
  language: { zh: "语言", en: "Language" },
  sample: { zh: "打开样例学校", en: "Open the sample school" },
  otherLanguage: { zh: "Switch to English", en: "切换到中文" },
  otherLanguageShort: { zh: "EN", en: "中" },
  theme: { zh: "外观", en: "Appearance" },
  light: { zh: "浅色", en: "Light" },
  dark: { zh: "深色", en: "Dark" },
  system: { zh: "跟随系统", en: "Like the system" },
} as const;

/** What roles are called. */
export const roleWords = {
  operator: { zh: "运营", en: "Operator" },
  marketer: { zh: "市场", en: "Marketer" },
  analyst: { zh: "分析", en: "Analyst" },
  staff: { zh: "督学", en: "Staff" },
  admin: { zh: "管理员", en: "Administrator" },
} as const;

/** The school's clock where it is none of the wall's. */
export const clockWords = {
  test: { zh: "测试时钟", en: "Test clock" },
  sample: { zh: "你正在样例学校", en: "You are in the sample school" },
  sampleHow: { zh: "这里的一切都与真实学员无关。", en: "Nothing here touches real learners." },
  nextHour: { zh: "前进 1 小时", en: "1 hour on" },
  nextDay: { zh: "前进 1 天", en: "1 day on" },
  sampleNextDay: { zh: "下一天", en: "Next day" },
  moving: { zh: "正在推进时钟", en: "Moving the clock" },
  leave: { zh: "回到我的学校", en: "Back to my school" },
} as const;

/** Stopping all sends. */
export const stopWords = {
  stop: { zh: "停止全部发送", en: "Stop all sends" },
  stopShort: { zh: "停止发送", en: "Stop sends" },
  stopAsk: { zh: "停止全部发送？", en: "Stop all sends?" },
  stopHow: {
    zh: "立即生效，重启后仍然有效。事件照常接收，策略照常判断；所有待发消息会留住，直到恢复。",
    en: "It takes effect at once and survives a restart. Events still come in and strategies still decide; what is due to be sent is held until sends go on.",
  },
  go: { zh: "恢复发送", en: "Let sends go on" },
  goAsk: { zh: "恢复全部发送？", en: "Let all sends go on?" },
  goHow: {
    zh: "留住的消息会按免打扰、频次上限与有效期重新判断后发出；过期的不再发送。",
    en: "What was held passes quiet hours, caps and expiry again and is then sent; what has expired is not.",
  },
  isStopped: { zh: "全部发送已停止", en: "All sends are stopped" },
  byAt: (name: string, when: string): Text => ({ zh: `由 ${name} 于 ${when} 停止`, en: `by ${name}, ${when}` }),
  byPerson: { zh: "由管理员或运营停止", en: "by an operator or administrator" },
  clockJumped: {
    zh: "系统时钟突然跳变。请核对时间，确认无误后再继续。",
    en: "The system clock jumped. Check the time, then confirm it.",
  },
  confirmClock: { zh: "时间无误，继续", en: "The time is right, go on" },
  fault: { zh: "引擎出错，请查看日志。", en: "The engine met a fault; see the log." },
} as const;

/** What stands where a page cannot. */
export const lostWords = {
  notFound: { zh: "没有这个页面", en: "There is no such page" },
  notFoundHow: { zh: "地址可能有误，或页面已移动。", en: "The address may be wrong, or the page has moved." },
  home: { zh: "回到首页", en: "Go to the start" },
  crash: { zh: "页面出错了", en: "This page met a fault" },
  crashHow: {
    zh: "你的草稿已自动保存。可以重新加载；若仍出错，请把下面的信息告诉管理员。",
    en: "Drafts are saved as you work. Reload; if it fails again, give the text below to an administrator.",
  },
  reload: { zh: "重新加载", en: "Reload" },
  offline: { zh: "与服务器的连接已断开，正在重连…", en: "The connection to the server is lost; trying again…" },
  notAllowed: { zh: "你的角色不能打开此页面", en: "Your role does not open this page" },
  notAllowedHow: { zh: "如有需要，请联系管理员调整角色。", en: "Ask an administrator if you need it." },
} as const;
