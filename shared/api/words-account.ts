// The words of refusals about people's accounts, and of the acts that the audit log keeps.
import type { Words } from "#shared/kernel/issue.ts";

const say = (zh: string, en: string): Words => ({ "zh-CN": zh, en });

/** See `wordsByArea`. */
export const accountWords = {
  "access.person": say("需要以成员身份登录", "Only a person who is signed in can do that."),
  "access.role": say("你的角色没有这项权限", "Your role may not do that."),
  "access.messagesOnly": say(
    "你的角色只能修改消息文案和实验，不能改动画布",
    "Your role may change messages and experiments of a draft, not the drawing.",
  ),
  "session.wrong": say("邮箱或密码不对", "The e-mail or the password is wrong."),
  "session.tooMany": say("尝试次数太多，请 {seconds} 秒后再试", "Too many attempts: try again in {seconds} s."),
  "session.unknown": say("没有这个登录会话", "There is no such session."),
  "password.short": say("密码至少 {least} 个字符", "A password has at least {least} characters."),
  "password.common": say("这个密码太常见，容易被猜到", "This password is among the first to be guessed."),
  "password.named": say("密码不能包含你的名字或邮箱名", "A password must not hold your name or that of your mailbox."),
  "password.wrong": say("当前密码不对", "The current password is wrong."),
  "password.same": say("新密码与当前密码相同", "The new password is the current one."),
  "member.unknown": say("没有这个成员", "There is no such member."),
  "member.lastAdmin": say(
    "这是最后一位管理员，不能移除、停用或降级",
    "This is the last admin: they cannot be removed, stopped or given another role.",
  ),
  "member.email": say("这个邮箱已经有账号", "There is an account of this e-mail already."),
  "invitation.unknown": say("链接无效、已过期或已经用过", "The link is not valid, has expired, or was used already."),
  "invitation.name": say("请填写姓名和邮箱", "A name and an e-mail are needed."),
  "approval.needed": say(
    "发布前需要另一位运营或管理员批准这一稿",
    "Another operator or admin has to approve this draft before it is published.",
  ),
  "approval.hash": say(
    "草稿在此期间已被修改，请重新查看后再决定",
    "The draft has changed meanwhile: look at it again before you decide.",
  ),
  "approval.self": say(
    "不能批准自己提交或自己最后修改的草稿",
    "Nobody approves what they asked for or were the last to change.",
  ),
  "approval.none": say("这一稿还没有提交批准", "Approval of this draft was not asked for."),
  "sample.none": say("还没有样例学校", "There is no sample school yet."),
  "sample.filling": say("样例学校还在准备", "The sample school is still being filled."),
  "sample.over": say("样例学期已经结束", "The sample term is over."),
  "cli.noSchool": say("这个目录里还没有学校数据", "There is no school in this folder."),
  "cli.noKey": say(
    "服务正在运行：请在 WINBACK_KEY 中提供管理员密钥，或在成员页操作",
    "A server is running on this data: give an admin key in WINBACK_KEY, or use the members page.",
  ),
  "cli.noAnswer": say("服务没有回答", "The server does not answer."),
  "channel.works": say("连接正常", "The connection works."),
  "channel.sandbox": say("还没有接入服务商，由沙盒代为收发", "No provider is connected: the sandbox stands in."),
  "channel.url": say("请给出测试地址 url", "Name the url to send the test to."),
  "channel.failed": say("对方没有接收：{reason}", "The other side did not take it: {reason}"),
} as const satisfies Readonly<Record<string, Words>>;

/** Acts of the audit log in words. */
export const actWords: Readonly<Record<string, Words>> = {
  "key.create": say("新建 API 密钥", "made an API key"),
  "key.revoke": say("撤销 API 密钥", "revoked an API key"),
  settings: say("修改设置", "changed the settings"),
  publish: say("发布策略", "published a strategy"),
  "strategy.paused": say("暂停策略", "paused a strategy"),
  "strategy.live": say("让策略运行", "let a strategy run"),
  "strategy.observe": say("让策略只观察", "let a strategy observe"),
  "strategy.archived": say("归档策略", "archived a strategy"),
  "draft.delete": say("删除策略草稿", "deleted the draft of a strategy"),
  "sends.stop": say("停止全部发送", "stopped all sends"),
  "sends.go": say("恢复发送", "let sends go on"),
  backup: say("备份", "backed up"),
  "learner.optOut": say("登记学员退订", "recorded a learner's opt-out"),
  "learner.erase": say("清除学员资料", "erased a learner"),
  "person.create": say("新成员加入", "a member joined"),
  "person.change": say("修改成员", "changed a member"),
  "person.remove": say("移除成员", "removed a member"),
  "person.password": say("修改密码", "changed a password"),
  "session.create": say("登录", "signed in"),
  "session.end": say("退出登录", "signed out"),
  "session.endAll": say("在所有设备退出登录", "signed out everywhere"),
  "invitation.create": say("邀请成员", "invited a member"),
  "invitation.withdraw": say("撤回链接", "took a link back"),
  "reset.create": say("生成重设密码链接", "made a link for a new password"),
  "approval.requested": say("提交批准", "asked for approval"),
  "approval.approved": say("批准发布", "approved a publish"),
  "approval.rejected": say("驳回发布", "rejected a publish"),
  "channel.test": say("测试渠道", "tried a channel"),
  "sample.create": say("创建样例学校", "made the sample school"),
};
