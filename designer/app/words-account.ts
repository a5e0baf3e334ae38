// The words of one's own account and of the system page.
import type { Text } from "#designer/text/say.tsx";

/** One's own account. */
export const accountWords = {
  title: { zh: "我的账户", en: "My account" },
  profile: { zh: "个人信息", en: "Profile" },
  name: { zh: "姓名", en: "Name" },
  email: { zh: "邮箱", en: "E-mail" },
  role: { zh: "角色", en: "Role" },
  language: { zh: "界面语言", en: "Language" },
  zh: { zh: "中文", en: "中文" },
  en: { zh: "English", en: "English" },
  save: { zh: "保存", en: "Save" },
  saved: { zh: "已保存", en: "Saved" },
  password: { zh: "修改密码", en: "Change password" },
  passwordHow: { zh: "修改后，其他设备会退出登录。", en: "Other devices are signed out." },
  current: { zh: "当前密码", en: "Current password" },
  next: { zh: "新密码", en: "New password" },
  change: { zh: "修改密码", en: "Change password" },
  changed: { zh: "密码已修改，其他设备已退出登录", en: "Changed; other devices are signed out" },
  needed: { zh: "请填写", en: "Please fill in" },
  sessions: { zh: "登录的设备", en: "Where you are signed in" },
  here: { zh: "当前设备", en: "This device" },
  seen: (when: string): Text => ({ zh: `最近活动 ${when}`, en: `Last seen ${when}` }),
  since: (when: string): Text => ({ zh: `登录于 ${when}`, en: `since ${when}` }),
  end: { zh: "退出", en: "Sign out" },
  endOf: (device: string): Text => ({ zh: `退出 ${device}`, en: `Sign out ${device}` }),
  endAll: { zh: "在所有设备上退出", en: "Sign out everywhere" },
  unknownDevice: { zh: "未知设备", en: "Unknown device" },
} as const;

/** The system page. */
export const aboutWords = {
  title: { zh: "系统与接口", en: "System and API" },
  state: { zh: "运行状态", en: "State" },
  running: { zh: "引擎正常运行", en: "The engine is running" },
  stopped: { zh: "引擎运行中，发送已停止", en: "The engine is running; sends are stopped" },
  version: (version: string): Text => ({ zh: `版本 ${version}`, en: `Version ${version}` }),
  learners: { zh: "学员", en: "Learners" },
  events: { zh: "已处理事件", en: "Events applied" },
  episodes: { zh: "进行中的预警周期", en: "Open episodes" },
  sends: { zh: "等待发送", en: "Pending sends" },
  documents: { zh: "接口与文档", en: "API and documents" },
  docs: { zh: "接口文档", en: "API documentation" },
  docsHow: { zh: "浏览并试用每个接口", en: "Every operation, to read and to try" },
  openapi: { zh: "OpenAPI 3.1", en: "OpenAPI 3.1" },
  openapiHow: { zh: "供代码生成与其他工具读取", en: "For code generators and other tools" },
  schema: { zh: "策略的 JSON Schema", en: "JSON Schema of strategies" },
  schemaHow: { zh: "策略文档的格式", en: "The format of strategy documents" },
  metrics: { zh: "运行指标", en: "Metrics" },
  metricsHow: { zh: "Prometheus 文本格式", en: "Prometheus text format" },
} as const;
