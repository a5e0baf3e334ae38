// What pages say when a call fails.
import type { Text } from "#designer/text/say.tsx";

/** Failures of calls. */
export const failureWords = {
  offline: { zh: "连不上服务器", en: "The server cannot be reached" },
  offlineHow: {
    zh: "请检查服务是否在运行、网络是否通畅，然后重试。",
    en: "Check that it runs and the network is up, then try again.",
  },
  unknown: { zh: "出了点问题", en: "Something went wrong" },
  unknownHow: {
    zh: "请重试；若仍失败，请把请求编号告诉管理员。",
    en: "Try again; if it fails again, give the request id to an administrator.",
  },
  retry: { zh: "重试", en: "Try again" },
  requestId: (id: string): Text => ({ zh: `请求编号 ${id}`, en: `Request ${id}` }),
} as const;
