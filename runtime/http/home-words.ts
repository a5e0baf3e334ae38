// The words of the first page in both languages.
import type { LedgerName } from "#runtime/engine/protocol.ts";
import type { Locale } from "#shared/signal/words.ts";

/** A document: where it is, what it is called and what it is for. */
type Document = readonly [path: string, name: string, purpose: string];

/** What the first page says. */
export interface HomeWords {
  lead: string;
  state: string;
  running: string;
  silent: string;
  stopped: string;
  /** By the engine's word for why sends are stopped. */
  reasons: Readonly<Record<string, string>>;
  fault: string;
  setup: string;
  setupHow: string;
  version: string;
  learners: string;
  events: string;
  episodes: string;
  sends: string;
  clock: string;
  testClock: string;
  documents: string;
  list: readonly Document[];
  ledgers: string;
  ledgersHow: string;
  names: Readonly<Record<LedgerName | "books" | "doctor", string>>;
}

/** The words by language. */
export const homeWords: Readonly<Record<Locale, HomeWords>> = {
  "zh-CN": {
    lead: "在学员离开之前把他们挽回来。本版提供运行时与接口，可视化设计器尚未包含在内。",
    state: "运行状态",
    running: "引擎正常运行",
    silent: "引擎没有应答",
    stopped: "发送已停止",
    reasons: { stoppedByPerson: "由管理员停止", clockJumped: "系统时钟突然跳变，等待确认" },
    fault: "引擎出错，详见日志",
    setup: "还没有管理密钥",
    setupHow: "用首次启动时打印的一次性令牌创建第一个密钥：",
    version: "版本",
    learners: "学员",
    events: "已处理事件",
    episodes: "进行中的预警周期",
    sends: "等待发送",
    clock: "引擎时钟",
    testClock: "测试时钟",
    documents: "接口与文档",
    list: [
      ["/api/docs", "接口文档", "浏览并试用每个接口"],
      ["/api/openapi.json", "OpenAPI 3.1", "供代码生成与其他工具读取"],
      ["/api/schema/strategy.json", "策略的 JSON Schema", "策略文档的格式"],
      ["/metrics", "运行指标", "Prometheus 文本格式"],
    ],
    ledgers: "账本",
    ledgersHow: "每个决定、每次触达和每条没有发出的消息都有据可查；读取需要带 read 权限的密钥。",
    names: {
      decisions: "决定",
      sends: "触达",
      suppressions: "未发送",
      assignments: "实验分组",
      episodes: "预警周期",
      quarantine: "隔离区",
      timers: "定时",
      promises: "触达承诺",
      attempts: "发送尝试",
      receipts: "回执",
      tasks: "人工任务",
      learners: "学员",
      inbox: "站内信",
      books: "总账",
      doctor: "核对",
    },
  },
  en: {
    lead: "Win learners back before they leave. This version is the runtime and its API; the visual designer is not part of it yet.",
    state: "State",
    running: "The engine is running",
    silent: "The engine does not answer",
    stopped: "Sends are stopped",
    reasons: {
      stoppedByPerson: "by an administrator",
      clockJumped: "the system clock jumped and waits to be confirmed",
    },
    fault: "the engine met a fault, see the log",
    setup: "There is no admin key yet",
    setupHow: "Make the first key with the one-use token that the first start printed:",
    version: "Version",
    learners: "Learners",
    events: "Events applied",
    episodes: "Open episodes",
    sends: "Pending sends",
    clock: "Engine clock",
    testClock: "Test clock",
    documents: "API and documents",
    list: [
      ["/api/docs", "API documentation", "Every operation, to read and to try"],
      ["/api/openapi.json", "OpenAPI 3.1", "For code generators and other tools"],
      ["/api/schema/strategy.json", "JSON Schema of strategies", "The format of strategy documents"],
      ["/metrics", "Metrics", "Prometheus text format"],
    ],
    ledgers: "Ledgers",
    ledgersHow:
      "Every decision, every send and every message not sent is on record. Reading needs a key with the read scope.",
    names: {
      decisions: "Decisions",
      sends: "Sends",
      suppressions: "Suppressions",
      assignments: "Assignments",
      episodes: "Episodes",
      quarantine: "Quarantine",
      timers: "Timers",
      promises: "Promises",
      attempts: "Attempts",
      receipts: "Receipts",
      tasks: "Tasks",
      learners: "Learners",
      inbox: "Inbox",
      books: "Books",
      doctor: "Doctor",
    },
  },
};
