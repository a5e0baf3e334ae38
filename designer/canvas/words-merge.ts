// The words for what two people changed.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** The parts of a message. */
export const messageParts: Readonly<Record<string, Text>> = {
  channel: say("渠道", "Channel"),
  experiment: say("实验", "Experiment"),
  title: say("标题", "Title"),
  subject: say("主题", "Subject"),
  body: say("正文", "Body"),
  html: say("正文", "Body"),
  text: say("纯文本", "Plain text"),
  script: say("话术", "Script"),
  link: say("链接", "Link"),
  label: say("按钮文字", "Button"),
  template: say("服务商模板", "Provider's template"),
};

/** Between the parts of a place. */
export const conflictWords = {
  variant: (id: string): Text => {
    const name = id.length === 1 ? id.toUpperCase() : id;
    return say(`变体 ${name}`, `Variant ${name}`);
  },
  weight: say("权重", "Weight"),
  none: say("无", "none"),
  list: say("、", ", "),
} as const;
