// What a move can ask for: the kinds of fields, and the closed sets that people choose from, in the words of the record.
import type { TicketDetail } from './use_ticket'

export type FieldValue = string | number | boolean | string[] | undefined
export type FieldValues = Record<string, FieldValue>

export interface Choice {
  value: string
  label: string
  hint?: string
}

export interface MoveField {
  /** The key of the call's body. */
  name: string
  label: string
  kind: 'text' | 'line' | 'phone' | 'ticket' | 'choice' | 'unit' | 'units' | 'staff' | 'date' | 'time' | 'number' | 'check'
  /** What is said when it is empty; without it the field may stay empty. */
  missing?: string
  placeholder?: string
  hint?: string
  choices?: (detail: TicketDetail) => Choice[]
  initial?: (detail: TicketDetail) => FieldValue
  shown?: (values: FieldValues, detail: TicketDetail) => boolean
  min?: number
  max?: number
  /** Characters at most; 2000 where nothing is said. */
  longest?: number
  /** A unit that may not be chosen. */
  without?: (detail: TicketDetail) => string
  /** The only units that may be; null: all. */
  only?: (detail: TicketDetail) => string[] | null
  /** The object of the body that the field belongs to. */
  into?: string
  /** Of a time: one that is to come. */
  ahead?: true
  /** Of a text for colleagues: "@" offers those who may see the ticket. */
  mentions?: true
  /** Only steers the form, and is not sent. */
  local?: true
}

const fixed = (choices: Choice[]) => () => choices

/** States in which a unit has begun: refusing is then only for what another body must handle by law. */
const kBegun: ReadonlySet<string> = new Set(['to_sign', 'handling', 'drafted', 'sent_back', 'rework'])

const kNonAcceptances: Choice[] = [
  { value: 'emergency', label: '紧急警情、险情', hint: '立即转 110、119、120 或 122' },
  { value: 'petition', label: '信访事项', hint: '引导到信访渠道' },
  { value: 'discipline', label: '纪检监察事项' },
  { value: 'litigation', label: '诉讼、仲裁、行政复议事项' },
  { value: 'information_disclosure', label: '政府信息公开申请', hint: '转依申请公开，另有法定时限' },
  { value: 'duplicate', label: '重复来信，没有新的事实' },
  { value: 'not_for_government', label: '不属于政府职责' },
  { value: 'improper', label: '涉密、侵害隐私或违背公序良俗' },
  { value: 'malicious', label: '恶意滋扰' },
]
const kByLaw: ReadonlySet<string> = new Set(['emergency', 'petition', 'discipline', 'litigation', 'information_disclosure'])

export const nonAcceptances = ({ ticket }: TicketDetail) =>
  kBegun.has(ticket.state) ? kNonAcceptances.filter(({ value }) => kByLaw.has(value)) : kNonAcceptances

/** Reasons that leave nowhere else to go. */
export const kWithoutChannel: ReadonlySet<FieldValue> = new Set(['improper', 'malicious', 'duplicate'])

export const returnGrounds = fixed([
  { value: 'not_our_duty', label: '不属于本单位职责' },
  { value: 'not_our_place', label: '不属于本单位辖区' },
  { value: 'other_lead', label: '应由其他单位主办' },
  { value: 'not_for_the_town', label: '不属于本镇职责' },
  { value: 'should_be_refused', label: '属于不予受理的情形' },
])

export const rulings = fixed([
  { value: 'upheld', label: '退办成立', hint: '回到待分派，由分派员重新交办' },
  { value: 'reassigned', label: '改派', hint: '交给指定单位，该单位不得再退' },
  { value: 'refused', label: '驳回', hint: '仍由原单位承办，不得再退' },
])

export const pauseGrounds = fixed([
  { value: 'awaiting_citizen', label: '待来信人补充' },
  { value: 'awaiting_organ', label: '待其他机关答复' },
  { value: 'awaiting_ruling', label: '待司法、复议或鉴定结果' },
  { value: 'force_majeure', label: '不可抗力' },
])

export const satisfactions = fixed([
  { value: 'satisfied', label: '满意' },
  { value: 'mostly_satisfied', label: '基本满意' },
  { value: 'dissatisfied', label: '不满意' },
])

export const contactWays = fixed([
  { value: 'call', label: '电话' },
  { value: 'visit', label: '上门' },
])

export const replyWays = fixed([
  { value: 'written', label: '书面', hint: '按来信渠道发出这份文字' },
  { value: 'phone', label: '电话', hint: '必须联系上来信人，并写明通话内容' },
])

export const upstreamRequests = fixed([
  { value: 'take_back', label: '收回这一件', hint: '不是本镇的事，要写依据' },
  { value: 'more_time', label: '延长它要求的期限' },
])
export const upstreamAnswers = fixed([
  { value: 'more_time_granted', label: '同意延期' },
  { value: 'more_time_refused', label: '不同意延期' },
  { value: 'take_back_granted', label: '同意收回' },
  { value: 'take_back_refused', label: '不同意收回' },
  { value: 'reminder', label: '催办' },
])
