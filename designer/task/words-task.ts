// The words of tasks: the inbox, the due clock, what a call came to, and the groups who make it.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** What outcome codes mean; a school's own code stands as it is. */
export const outcomeCodes: Readonly<Record<string, Text>> = {
  reached: say("已联系上", "Reached"),
  "not-reached": say("没联系上", "Not reached"),
  "no-answer": say("无人接听", "No answer"),
  answered: say("已答复", "Answered"),
  "handed-over": say("已转交", "Handed over"),
  promised: say("承诺继续学", "Promised to go on"),
  "needs-help": say("需要帮助", "Needs help"),
  "wrong-number": say("号码有误", "Wrong number"),
  refund: say("要求退费", "Asks for a refund"),
  "not-now": say("现在不方便", "Not now"),
  "not-interested": say("不感兴趣", "Not interested"),
  interested: say("感兴趣", "Interested"),
  renewed: say("已续费", "Renewed"),
  solved: say("已解决", "Solved"),
  "not-solved": say("未解决", "Not solved"),
  "plan-made": say("已定计划", "Plan made"),
  booked: say("已预约", "Booked"),
  declined: say("婉拒", "Declined"),
  replied: say("已回复", "Replied"),
  "other-plan": say("改用其他方案", "Another plan"),
  "video-call": say("约了视频", "Video call"),
  compensated: say("已补偿", "Made up for"),
  joined: say("已加入", "Joined"),
  later: say("以后再说", "Later"),
  "needs-more": say("还需跟进", "Needs more"),
  fixed: say("已修好", "Fixed"),
  "network-cause": say("网络原因", "The network"),
  "device-cause": say("设备原因", "The device"),
  written: say("已写留言", "Wrote to them"),
  called: say("已打电话", "Called"),
  done: say("已完成", "Done"),
  expired: say("已过期", "Expired"),
};

/** The groups of the gallery; a school's own group stands as it is. */
export const groupCodes: Readonly<Record<string, Text>> = {
  advisers: say("学习顾问", "Advisers"),
  "study-coach": say("学习督导", "Study coaches"),
  "lead-coach": say("督导组长", "Lead coach"),
  "class-teacher": say("班主任", "Class teachers"),
  "subject-teacher": say("科任老师", "Subject teachers"),
  "on-duty-teacher": say("值班老师", "Teachers on duty"),
  "teaching-lead": say("教学主管", "Teaching lead"),
  "teaching-head": say("教学负责人", "Head of teaching"),
  "technical-support": say("技术支持", "Technical support"),
  "technical-lead": say("技术主管", "Technical lead"),
  "course-advisor": say("课程顾问", "Course advisers"),
  "group-leader": say("社群负责人", "Group leaders"),
};

/** The state of a task. */
export const taskStates = {
  open: say("待认领", "Open"),
  claimed: say("处理中", "In hand"),
  done: say("已完成", "Done"),
  expired: say("已过期", "Expired"),
  cancelled: say("已取消", "Called back"),
} as const;

/** The due clock. */
export const dueWords = {
  left: (length: string): Text => say(`剩 ${length}`, `${length} left`),
  over: (length: string): Text => say(`超时 ${length}`, `${length} overdue`),
  at: (when: Text): Text => say(`${when.zh} 前`, `due ${when.en}`),
  within: (length: Text): Text => say(`${length.zh}内处理`, `within ${length.en}`),
} as const;

/** The inbox. */
export const taskWords = {
  title: say("任务", "Tasks"),
  lead: say("按到期时间排列。先认领，打完电话选一个结果。", "By due time. Take one, call, then say what came of it."),
  filters: say("筛选任务", "Filter tasks"),
  working: say("待处理", "To do"),
  mine: say("我的", "Mine"),
  overdue: say("已超时", "Overdue"),
  done: say("已完成", "Done"),
  group: say("小组", "Group"),
  allGroups: say("全部小组", "All groups"),
  list: say("任务列表", "Task list"),
  card: say("任务详情", "Task"),
  none: say("现在没有待处理的任务", "Nothing to do right now"),
  noneHow: say(
    "策略走到人工任务时会出现在这里，并一直更新，不用刷新。",
    "When a strategy asks for a person the task appears here by itself.",
  ),
  noMatch: say("没有符合条件的任务", "No task matches"),
  noMatchHow: say("换一个筛选条件看看。", "Try another filter."),
  seeAll: say("查看全部待处理", "See all to do"),
  pick: say("选一个任务", "Choose a task"),
  keyMoves: say("上下移动", "move"),
  keyTakes: say("认领", "takes it"),
  keyChooses: say("选择结果", "choose an outcome"),
  unnamed: say("已删除的学员", "An erased learner"),
  more: say("加载更多", "Load more"),
  csv: say("导出 CSV", "Export CSV"),
  claim: say("认领", "Take it"),
  claimed: say("已认领，计时不停", "It is yours; the clock runs on"),
  takenBy: (who: string): Text => say(`${who} 处理中`, `${who} has it`),
  you: say("我", "you"),
  escalated: say(
    "已超时：流程已继续往下走，完成后仍会记录结果",
    "Overdue: the flow went on without it; an outcome is still kept",
  ),
  isLeft: say("流程已不再等它，仍可完成并记录", "The flow no longer waits for it; it can still be finished"),
  script: say("话术", "What to say"),
  noScript: say("没有写话术。", "No script was written."),
  outcome: say("这次联系的结果", "What came of it"),
  outcomeHow: say("先认领任务，再选择结果", "Take the task first, then choose"),
  finished: (outcome: Text): Text => say(`已记录：${outcome.zh}`, `Noted: ${outcome.en}`),
  note: say("备注", "Note"),
  noteHint: say("例如：卡在第三章，周五再打", "For example: stuck in chapter 3, call on Friday"),
  addNote: say("只记备注", "Note only"),
  noted: say("备注已保存", "The note is kept"),
  assign: say("转交", "Hand over"),
  assignTo: say("转交给", "Hand over to"),
  assigned: (who: string): Text => say(`已转交给 ${who}`, `Handed over to ${who}`),
  acts: say("处理记录", "What was done"),
  noActs: say("还没有人处理。", "Nobody has dealt with it yet."),
  cause: say("为什么要联系", "Why call"),
  since: (when: Text): Text => say(`${when.zh} 起`, `since ${when.en}`),
  learner: say("学员", "Learner"),
  trail: say("完整时间线", "Whole time line"),
  progress: say("学习进度", "Progress"),
  weak: say("薄弱处", "Weak spots"),
  noWeak: say("没有记录到错题或缺席。", "No low scores or absences on record."),
  messages: say("最近收到的消息", "Last messages"),
  noMessages: say("还没有发过消息。", "No messages yet."),
  lastActive: (when: Text): Text => say(`最近学习 ${when.zh}`, `last active ${when.en}`),
  neverActive: say("还没有学习记录", "Not active yet"),
  phone: say("电话", "Phone"),
  guardian: say("监护人", "Guardian"),
  courses: say("课程", "Courses"),
  enrolled: say("在读", "enrolled"),
  ended: say("已结束", "ended"),
  failed: say("没有成功", "That did not work"),
} as const;

/** What a cause is called. */
export const causeNames: Readonly<Record<string, Text>> = {
  technical: say("技术原因", "Technical"),
  content: say("内容难度", "Content"),
  motivation: say("动力不足", "Motivation"),
  service: say("服务体验", "Service"),
  external: say("外部原因", "External"),
};
