// The Chinese words of the closed sets of the API.
import type { Schema } from '@/api/client'
import { sense } from '@/language/say'

export type TicketState = Schema['TicketState']

export const stateWords: Record<TicketState, string> = {
  received: '已收到',
  pending_acceptance: '待受理',
  not_accepted: '不予受理',
  emergency_transferred: '已转紧急处置',
  to_foi: '已转依申请公开',
  to_petition: '已转信访渠道',
  merged: '已并单',
  to_dispatch: '待分派',
  to_sign: '待签收',
  handling: '办理中',
  drafted: '拟复中',
  sent_back: '退改中',
  rework: '重办中',
  dispatch_review: '派单异议审核',
  paused: '中止办理',
  in_review: '待审核',
  in_second_review: '待签发',
  approved: '已签发',
  final_replied: '已答复',
  to_evaluate: '待评价',
  closed: '已办结',
  archived: '已归档',
  withdrawn: '已撤回',
  terminated: '已终止',
}

export const kindWords: Record<Schema['Kind'], string> = {
  question: '咨询',
  complaint: '投诉',
  suggestion: '建议',
  help: '求助',
  report: '举报',
}

export const roleWords: Record<Schema['Role'], string> = {
  dispatcher: '分派员',
  handler: '承办人',
  reviewer: '审核人',
  manager: '分管领导',
  administrator: '管理员',
}

export const roleHints: Record<Schema['Role'], string> = {
  dispatcher: '看到全部来信，决定由哪个单位办理',
  handler: '办理本单位的来信，拟写答复',
  reviewer: '审核并签发答复，审查公开稿',
  manager: '看数据，督促办理',
  administrator: '管理单位、人员、渠道与设置',
}

export const channelWords: Record<string, string> = {
  board: '留言板',
  api: '留言接口',
  phone: '来电',
  counter: '来访',
  letter: sense('来信', 'letter'),
  webhook: '对接系统',
  wechat_oa: '微信公众号',
  wecom: '企业微信',
  wecom_kf: '微信客服',
  sms: '短信',
  dingtalk: '钉钉',
  feishu: '飞书',
  web_chat: '网页咨询',
  upstream: '转办',
  test: '测试',
}
export const channelWord = (channel: string) => channelWords[channel] ?? channel

const eventWords: Record<string, string> = {
  received: '收到来信',
  filed: '代为登记',
  added: '市民补充',
  answered_at_once: '即时答复',
  replayed: '重放未能入库的来件',
  routed: '自动分派',
  assigned: sense('转办', 'transfer'),
  recalled: '收回分派',
  reply_file_added: '答复附件',
  reply_file_removed: '答复附件',
  submitted: '提交审核',
  sent_back: '退回修改',
  replied: '签发答复',
  sent: '答复已送出',
  in_doubt: '送达待确认',
  failed: '发送失败',
  confirmed_sent: '确认送达',
  send_again: '重新发送',
  told_by_phone: '电话告知',
  not_delivered: '未送达，请电话联系',
  told_by_sms: '改发短信告知',
  code_resent: '重发查询码',
  to_accept: '待受理',
  accepted: '受理',
  not_accepted: '不予受理',
  signed: '签收',
  return_asked: '退办',
  return_ruled: '裁定退办',
  extension_asked: '申请延期',
  extension_granted: '同意延期',
  extension_refused: '不同意延期',
  contacted: '联系市民',
  contact_tried: '联系未果',
  evaluated: '市民评价',
  rework_ordered: '责令重办',
  withdrawn: '市民撤回',
  merged: '并单',
  unmerged: '撤销并单',
  joined: '关联另一件来信',
  parted: '取消关联',
  carries: '并入来信',
  carries_no_more: '并入的来信已分出',
  handed_over: '移交',
  dispatched: '交办',
  assist_asked: '请求协办',
  opinion_given: '提交协办意见',
  assist_dropped: '取消协办',
  assist_moved: '协办意见期限顺延',
  approved: '审核通过',
  replied_by_phone: '电话答复',
  paused: '中止',
  resumed: '恢复办理',
  survivor_paused: '并入的来信中止',
  survivor_resumed: '并入的来信恢复办理',
  termination_asked: '申请终止',
  terminated: '终止',
  termination_refused: '不同意终止',
  noted: '批注',
  reminded: '催办',
  supervised: '督办',
  restricted: '限办公室办理',
  restriction_lifted: '解除限定',
  escalated: '升级',
  commitment_made: '挂账',
  commitment_kept: '销账',
  evaluation_invited: '请市民评价',
  archived: '归档',
  due_later: '期限改晚',
  due_known: '期限确定',
  due_kept: '期限不提前',
  due_confirmed: '期限不再暂定',
  due_uncovered: '期限改为暂定',
  closed: '办结',
  reopened: '重新办理',
  reply_changed: '审核人改动',
  rewriting_taken: '采用模型改写',
  publication_proposed: '提请公开',
  policy_document: '注明所问文件',
  publication_refused: '公开审查未通过',
  published: '已公开',
  publication_withdrawn: '撤回公开',
  consent_withdrawn: '来信人撤回公开同意',
  passed_on: '转办来件',
  to_call: '待电话告知',
  upstream_asked: '请示转办单位',
  upstream_heard: '转办单位答复',
  given_back: '退回转办单位',
}
export const eventWord = (event: string) => eventWords[event] ?? '记录'

const deadLetterWords: Record<string, string> = {
  undecodable: '队列里的记录解不开',
  number_taken: '编号与另一件重复',
  unknown_ticket: '要补充的工单不是来信人自己的',
  not_storable: '数据库没有接受',
  unknown_type: '不认识的消息类型',
  bad_xml: 'XML 有误',
  missing_field: '缺少必有的内容',
}
export const deadLetterWord = (reason: string) => deadLetterWords[reason] ?? reason

export const outboundWords: Record<string, string> = {
  waiting: '待发送',
  sending: '发送中',
  sent: '送达不详',
  in_doubt: '是否送达待确认',
  failed: '未送达',
  pick_up: '市民凭编号查询',
  told: '已电话告知',
  delivered: '已送达',
}

export const faqReviewWords: Record<NonNullable<Schema['FaqEntry']['review']>, string> = {
  sample: '样例',
  draft: '草稿',
  reviewed: '已审核',
  retired: '已停用',
}

export const faqFieldWords: Record<string, string> = {
  topic: '主题', question: '问题', variants: '其他问法', answer: '答案', unit: '负责单位', source: '依据', valid_from: '生效日期', valid_to: '失效日期', review: '审核状态', auto_answer: '可自动答复', documents: '政策文件',
}

/** By days of Shanghai, both ends inclusive. */
export const faqStandingWords: Record<Schema['FaqItem']['standing'], string> = {
  current: '有效',
  ending: '30天内到期',
  not_yet: '未生效',
  expired: '已过期',
  undated: '没有生效日期',
}

export const unitKindWords: Record<NonNullable<Schema['Unit']['kind']>, string> = {
  office: '办公室',
  department: '部门',
  institution: '事业单位',
  enforcement: '执法队伍',
  committee: '居村委',
  company: '公司',
}

export interface Queue {
  id: 'mine' | 'unit' | 'to_dispatch' | 'to_review' | 'overdue' | 'answered' | 'all'
  name: string
  empty: string
}

export const queues: Queue[] = [
  { id: 'mine', name: '我的', empty: '手头没有待办的来信。' },
  { id: 'unit', name: '本单位', empty: '本单位没有在办的来信。' },
  { id: 'to_dispatch', name: '待分派', empty: '没有等待分派的来信。' },
  { id: 'to_review', name: '待审核', empty: '没有等待审核的答复。' },
  { id: 'overdue', name: '超期', empty: '没有超期的来信。' },
  { id: 'answered', name: '已答复', empty: '还没有答复过的来信。' },
  { id: 'all', name: '全部', empty: '还没有收到来信。' },
]
