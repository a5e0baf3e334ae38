// The words of what the message room says of templates, tone and HTML, by its codes.
import type { Severity, Words } from "#shared/kernel/issue.ts";

type Entry = Words & { readonly severity: Severity };

const error = (zh: string, en: string): Entry => ({ severity: "error", "zh-CN": zh, en });
const warning = (zh: string, en: string): Entry => ({ severity: "warning", "zh-CN": zh, en });

/** Codes `template.*`, `tone.*` and `html.*`; `line` and `column` count from 1. */
export const templateWords = {
  "template.unusable": error(
    "第 {line} 行：模板不可用（{reason}）",
    "Line {line}: the template cannot be used ({reason}).",
  ),
  "template.syntax": error(
    "第 {line} 行第 {column} 列：模板写法有误",
    "Line {line}, column {column}: this is not how a template is written.",
  ),
  "template.forbidden": error(
    "第 {line} 行：模板里不能用 {construct}",
    "Line {line}: templates may not use {construct}.",
  ),
  "template.unguarded": error(
    "第 {line} 行：{path} 可能没有值，请写成 or 并给出备用文字，或放进 if",
    "Line {line}: {path} may have no value; give it a fallback with or, or put it inside if.",
  ),
  "template.unknownPath": error("第 {line} 行：没有名为 {path} 的数据", "Line {line}: there is no data called {path}."),
  "template.unknownHelper": error(
    "第 {line} 行：没有名为 {helper} 的函数",
    "Line {line}: there is no helper called {helper}.",
  ),
  "template.arity": error(
    "第 {line} 行：{helper} 需要 {least} 到 {most} 个参数，给了 {got} 个",
    "Line {line}: {helper} takes {least} to {most} arguments, not {got}.",
  ),
  "template.type": error(
    "第 {line} 行：这里要 {wanted}，不是 {got}",
    "Line {line}: {wanted} is wanted here, not {got}.",
  ),
  "template.unformatted": warning(
    "第 {line} 行：请用 {helper} 来显示这个值",
    "Line {line}: print this value with {helper}.",
  ),
  "template.nestedEach": error("第 {line} 行：each 里不能再用 each", "Line {line}: an each may not hold another."),
  "template.notText": error("模板不是文字", "The template is not text."),
  "template.tooLong": error("模板太长，最多 {limit} 字节", "The template is longer than {limit} bytes."),
  "template.tooDeep": error("第 {line} 行：嵌套太深", "Line {line}: nested too deep."),
  "template.tooManyTags": error("模板里的标签超过 {limit} 个", "The template has more than {limit} tags."),
  "template.tooMuchCode": error(
    "模板里的代码超过 {limit} 字",
    "The template has more than {limit} characters of code.",
  ),
  "template.tagTooLong": error("第 {line} 行：标签太长", "Line {line}: the tag is too long."),
  "template.spaces": error("第 {line} 行：连续空白超过 {limit} 个", "Line {line}: more than {limit} spaces in a row."),
  "template.control": error("第 {line} 行：含有控制字符", "Line {line}: a control character."),
  "tone.riskLevel": error(
    "第 {line} 行：不要让学员看到内部的风险说法「{phrase}」",
    "Line {line}: a learner should not read our word for risk, “{phrase}”.",
  ),
  "tone.lost": error(
    "第 {line} 行：不要说「{phrase}」，给出事实和下一步",
    "Line {line}: not “{phrase}”; give facts and a next step.",
  ),
  "tone.threat": warning("第 {line} 行：「{phrase}」像是威胁", "Line {line}: “{phrase}” reads as a threat."),
  "html.link": error("链接 {link} 不是 http(s) 地址", "The link {link} is not an http(s) address."),
  "html.active": error("邮件里不能用 {found}", "A message may not hold {found}."),
} as const satisfies Record<string, Entry>;
