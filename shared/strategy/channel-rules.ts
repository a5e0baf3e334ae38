// Rules of channels: what providers and regulators refuse or punish. Each names its source and date; a school can switch one off by
// its code (`settings.rulesOff`), which the runtime audits.

import { channelOf } from "#shared/channel/all.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { smsParts } from "#shared/message/sms.ts";
import type { SendNode } from "#shared/node/send.ts";
import { hostNames, isHostAllowed } from "#shared/policy/hosts.ts";
import { parseClock, type QuietWindow } from "#shared/policy/quiet.ts";
import type { CompileContext } from "./context.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import type { Strategy } from "./document.ts";
import { type Drawing, messageAt, pathOf } from "./drawing.ts";
import type { Study } from "./study.ts";
import { contentsOf, sampler } from "./texts.ts";

/** The purposes whose messages sell something; the others serve a learner's own course. */
const marketing: ReadonlySet<Strategy["purpose"]> = new Set(["conversion", "referral"]);
const DAY_MINUTES = 1440;

function sendsOver(drawing: Drawing, channel: string): SendNode[] {
  return drawing.flow.filter(
    (node): node is SendNode => node.type === "send" && messageAt(drawing.document, node.message)?.channel === channel,
  );
}

/**
 * An SMS longer than one part costs each part: 70 UCS-2 units, 67 a part beyond (GSM-7: 160/153); signature and opt-out tail count.
 * Source: 3GPP TS 23.038 v17 (2022); Aliyun and Huawei Cloud SMS billing rules, read 2025. Measured with example values, the longest
 * language of each variant.
 */
export function longSms(drawing: Drawing, { settings }: CompileContext): Diagnostic[] {
  const sampleOf = sampler(settings.zone);
  const worst = new Map<string, Diagnostic>();
  for (const { nodeId, message, channel, variant, locale, path, fields } of contentsOf(drawing)) {
    const body = channel === "sms" ? fields.find((field) => field.path === "body") : undefined;
    const text = body === undefined ? null : sampleOf(body.source, locale);
    if (text === null) continue;
    const size = smsParts(text, settings.signature, settings.smsTail);
    const key = `${message} ${variant}`;
    const known = worst.get(key);
    if (size.parts < 2 || (known !== undefined && Number(known.params.chars) >= size.chars)) continue;
    const params = {
      message,
      variant,
      locale,
      parts: size.parts,
      chars: size.chars,
      perPart: size.perPart,
      encoding: size.encoding,
    };
    worst.set(key, diagnose("sms.parts", { nodeId, path: [...path, "body"] }, params));
  }
  return [...worst.values()];
}

/**
 * Promotional SMS may not go out from 20:00 to 08:00, so quiet hours should hold it then in the open.
 * Source: Aliyun SMS template rules (no promotion 20:00–08:00), Huawei Cloud (08:00–21:00 only), read 2025.
 */
export function smsPromotionHours(drawing: Drawing, { settings }: CompileContext): Diagnostic[] {
  if (!marketing.has(drawing.document.purpose)) return [];
  const shut = channelOf("sms").describe().providerQuiet;
  const open = [settings.quiet, drawing.document.policy?.quiet ?? null];
  if (
    shut === undefined ||
    minutesOf(shut).every((minute) => open.some((window) => window !== null && minutesOf(window).includes(minute)))
  )
    return [];
  return sendsOver(drawing, "sms").map(({ id }) =>
    diagnose(
      "sms.promotionHours",
      { nodeId: id, path: pathOf(drawing, id) },
      { node: id, from: shut.from, to: shut.to },
    ),
  );
}

function minutesOf(window: QuietWindow): number[] {
  const [from, to] = [parseClock(window.from) ?? 0, parseClock(window.to) ?? 0];
  return Array.from({ length: (to - from + DAY_MINUTES) % DAY_MINUTES }, (_, index) => (from + index) % DAY_MINUTES);
}

/** Every commercial SMS carries a way out. Source: MIIT rules on SMS services (2015, art. 20); Huawei Cloud's tail 拒收请回复R, read 2025. */
export function smsWithoutWayOut(drawing: Drawing, { settings }: CompileContext): Diagnostic[] {
  if (!marketing.has(drawing.document.purpose) || settings.smsTail !== "") return [];
  return sendsOver(drawing, "sms").map(({ id }) =>
    diagnose("sms.noWayOut", { nodeId: id, path: pathOf(drawing, id) }, { node: id }),
  );
}

/** Template messages serve what the learner did or agreed to; marketing is refused. Source: WeChat open docs, 模板消息, since 2023-03-30 without head and tail remarks. */
export function wechatMarketing(drawing: Drawing): Diagnostic[] {
  const { purpose } = drawing.document;
  if (!marketing.has(purpose)) return [];
  return sendsOver(drawing, "wechat").map(({ id }) =>
    diagnose("wechat.marketing", { nodeId: id, path: pathOf(drawing, id) }, { node: id, purpose }),
  );
}

/** A `thing` field holds at most 20 characters. Source: WeChat open docs, 订阅通知, read 2025. Measured with example values. */
export function wechatLongFields(drawing: Drawing, { settings }: CompileContext): Diagnostic[] {
  const sampleOf = sampler(settings.zone);
  const most = channelOf("wechat").describe().limits.fieldChars ?? Number.POSITIVE_INFINITY;
  return contentsOf(drawing).flatMap(({ nodeId, message, channel, locale, path, fields }) => {
    const things = channel === "wechat" ? fields.filter((field) => /^fields\.thing\d*$/.test(field.path)) : [];
    return things.flatMap((field) => {
      const chars = [...(sampleOf(field.source, locale) ?? "")].length;
      if (chars <= most) return [];
      const site = { nodeId, path: [...path, ...field.path.split(".")] };
      return [
        diagnose("wechat.fieldTooLong", site, { message, field: field.path.slice("fields.".length), chars, most }),
      ];
    });
  });
}

/** A service account has at most 25 message templates. Source: WeChat open docs, 模板消息, read 2025. */
export function wechatTemplateCount(drawing: Drawing): Diagnostic[] {
  const most = 25;
  const messages = Object.values(drawing.document.messages ?? {});
  const ids = messages.flatMap((message) =>
    message.channel === "wechat"
      ? message.variants.flatMap(({ content }) => [content["zh-CN"], content.en].flatMap((one) => one?.template ?? []))
      : [],
  );
  const count = new Set(ids).size;
  return count <= most
    ? []
    : [diagnose("wechat.tooManyTemplates", { nodeId: null, path: ["messages"] }, { count, most })];
}

/**
 * Vendors class what is not a service notice as marketing and let through one (Xiaomi) to three (Meizu) a device and day; the wrong
 * class is punished. Source: JPush vendor quota pages, read 2025. Told where one tier can push more often within 24 h.
 */
export function pushDailyClass(study: Study): Diagnostic[] {
  const most = channelOf("push").describe().limits.recipientDailyCount ?? Number.POSITIVE_INFINITY;
  if (study.document.purpose === "service") return [];
  return study.tiers.flatMap(({ id }) => {
    const ways = study.scenarios.get(id)?.real ?? [];
    const count = ways.reduce(
      (top, touches) =>
        Math.max(top, inOneDay(touches.filter(({ channel }) => channel === "push").map(({ at }) => at))),
      0,
    );
    return count <= most
      ? []
      : [diagnose("push.dailyClass", { nodeId: id, path: pathOf(study, id) }, { node: id, count, most })];
  });
}

/** The most of these instants inside one span of 24 h. */
function inOneDay(instants: readonly number[]): number {
  return instants.reduce(
    (top, from) => Math.max(top, instants.filter((at) => at >= from && at < from + DAY_MS).length),
    0,
  );
}

/** Channels in use that nothing real stands behind yet: the sandbox stands in for them (ruling 15). */
export function unconnectedChannels(drawing: Drawing, { channels }: CompileContext): Diagnostic[] {
  return drawing.flow.flatMap((node) => {
    const channel = node.type === "send" ? messageAt(drawing.document, node.message)?.channel : undefined;
    if (channel === undefined || !Object.hasOwn(channels, channel) || channels[channel]?.isConnected !== false)
      return [];
    return [
      diagnose(
        "channel.notConnected",
        { nodeId: node.id, path: pathOf(drawing, node.id, "message") },
        { node: node.id, channel },
      ),
    ];
  });
}

/** Webhooks call only hosts, or host:port, that the school allows. */
export function foreignHosts(drawing: Drawing, { settings }: CompileContext): Diagnostic[] {
  return drawing.flow.flatMap((node) => {
    if (node.type !== "webhook" || isHostAllowed(node.url, settings.allowedHosts)) return [];
    return [
      diagnose(
        "webhook.hostNotAllowed",
        { nodeId: node.id, path: pathOf(drawing, node.id, "url") },
        { node: node.id, host: hostNames(node.url)[0] ?? node.url.slice(0, 80) },
      ),
    ];
  });
}
