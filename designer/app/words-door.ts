// The words of the pages outside: first run, signing in, invitations.
import type { Text } from "#designer/text/say.tsx";

/** The pages outside of the shell. */
export const doorWords = {
  tagline: { zh: "在学员离开之前把他们挽回来", en: "Win learners back before they leave" },
  signIn: { zh: "登录", en: "Sign in" },
  email: { zh: "邮箱", en: "E-mail" },
  password: { zh: "密码", en: "Password" },
  name: { zh: "姓名", en: "Name" },
  forgot: {
    zh: "忘记密码？请管理员为你生成重置链接；管理员可在服务器上运行 winback reset-password。",
    en: "Forgot it? An administrator can make you a reset link; administrators run winback reset-password on the server.",
  },
  needed: { zh: "请填写", en: "Please fill in" },
  emailBad: { zh: "请填写有效的邮箱", en: "This is no e-mail address" },
  again: { zh: "再输入一次密码", en: "Password again" },
  differ: { zh: "两次输入的密码不同", en: "The two passwords differ" },
  passwordHow: {
    zh: "至少 10 个字符；长句子最好记，也最安全。",
    en: "At least 10 characters; a sentence is easy to keep and hard to guess.",
  },
  welcome: { zh: "欢迎使用 Winback", en: "Welcome to Winback" },
  setupLead: {
    zh: "创建第一个管理员账户，约需一分钟。",
    en: "Make the first administrator's account; it takes a minute.",
  },
  token: { zh: "安装口令", en: "Setup token" },
  tokenHow: {
    zh: "首次启动时打印在终端里的链接带有口令，只能使用一次。",
    en: "It is in the link that the first start printed in the terminal, and works once.",
  },
  createAdmin: { zh: "创建管理员", en: "Create administrator" },
  beginTitle: { zh: "从哪里开始？", en: "Where to begin?" },
  beginLead: { zh: "之后随时可以从账户菜单切换。", en: "You can change between them later from the account menu." },
  empty: { zh: "从空白开始", en: "Start empty" },
  emptyHow: {
    zh: "画第一个策略，再把学校的事件接进来。策略库里有 12 个可直接使用的模板。",
    en: "Draw a first strategy, then connect the school's events. Twelve starter strategies are in the gallery.",
  },
  emptyGo: { zh: "开始使用", en: "Start" },
  sample: { zh: "打开样例学校", en: "Open the sample school" },
  sampleHow: {
    zh: "真实的历史学习数据，放在单独的目录里，有自己的时钟，可以一天一天往前走。不会与你的学员混在一起。",
    en: "Real learning data of the past in a folder and on a clock of its own that goes on a day at a time. It never mixes with your learners.",
  },
  sampleGo: { zh: "打开样例学校", en: "Open the sample school" },
  filling: { zh: "正在准备样例学校", en: "Preparing the sample school" },
  sampleFailed: { zh: "样例学校未能准备好", en: "The sample school could not be prepared" },
  invited: (school: string): Text => ({
    zh: school === "" ? "加入 Winback" : `加入${school}`,
    en: school === "" ? "Join Winback" : `Join ${school}`,
  }),
  invitedAs: (role: string): Text => ({ zh: `你被邀请以“${role}”身份加入。`, en: `You are invited as ${role}.` }),
  join: { zh: "加入", en: "Join" },
  resetTitle: { zh: "设置新密码", en: "Set a new password" },
  resetGo: { zh: "保存并登录", en: "Save and sign in" },
  deadLink: { zh: "链接无效或已过期", en: "This link is not valid or has expired" },
  deadLinkHow: {
    zh: "链接只能使用一次。请管理员重新发送。",
    en: "A link works once. Ask an administrator for a new one.",
  },
  toSignIn: { zh: "去登录", en: "Go to sign in" },
} as const;
