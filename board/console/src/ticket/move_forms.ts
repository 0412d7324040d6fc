// One table of all moves that a person makes: what it is called, the rule in plain words, what it asks for, and where it goes.
// The server decides what is allowed; a row only shows when the ticket's allowed_moves name it.
import {
  contactWays, kWithoutChannel, nonAcceptances, pauseGrounds, replyWays, returnGrounds, rulings, satisfactions, upstreamAnswers, upstreamRequests,
  type MoveField,
} from './move_fields'
import { proceedingsOf } from './proceedings'
import { tomorrowInShanghai } from './move_values'
import type { TicketDetail } from './use_ticket'

export const moveGroups = {
  intake: '受理与分派',
  work: '拟稿与答复',
  dispute: '退办',
  upstream: '转办单位',
  assist: '协办',
  time: '期限与中止',
  secrecy: '保密',
  record: '沟通与记录',
  push: '催办督办',
  after: '答复之后',
  public: '公开',
} as const

export interface MoveForm {
  move: string
  name: string
  group: keyof typeof moveGroups
  /** Below /api/v1/tickets/{number}/; null: the move has a face of its own. */
  path: string | null
  /** Which part of the ticket's page makes it, where path is null. */
  face?: 'editor' | 'assign' | 'publication'
  rule: string
  /** What the decision is about: the request that waits for it. */
  about?: (detail: TicketDetail) => string
  fields: MoveField[]
  /** Goes into the body as it is. */
  fixed?: Record<string, unknown>
  confirm: string
  done: string
  /** Cannot be taken back, or the citizen is told at once. */
  grave?: true
  /** Somebody waits for just this: a button beside the menu. */
  prominent?: true
  /** Takes the ticket from who writes: what stands in the editor is saved before. */
  savesFirst?: true
  /** The key that opens it. */
  key?: string
}

type Asked = Partial<MoveField> & Pick<MoveField, 'name' | 'label'>
const text = (field: Asked): MoveField => ({ kind: 'text', ...field })
const reason = (missing = '请写明理由。', field: Partial<MoveField> = {}) => text({ name: 'reason', label: '理由', missing, ...field })
const opinion = (field: Partial<MoveField> = {}) => text({ name: 'opinion', label: '意见（可不填）', ...field })

const openReturn = ({ proceedings }: TicketDetail) => proceedings.returns.find((entry) => entry.ruling === null)
const openExtension = ({ proceedings }: TicketDetail) => proceedings.extensions.find((entry) => entry.decision === '')
const aboutReturn = (detail: TicketDetail) => {
  const asked = openReturn(detail)
  return asked ? `${asked.unit}退办：${asked.ground}。依据：${asked.basis}` : ''
}
const aboutExtension = (detail: TicketDetail) => {
  const asked = openExtension(detail)
  return asked ? `申请延期 ${asked.workdays} 个工作日：${asked.reason}` : ''
}

const aboutTermination = (detail: TicketDetail) => {
  const asked = proceedingsOf(detail).terminations?.find((entry) => entry.decision === '')
  return asked ? `申请终止：${asked.reason}。依据：${asked.basis}` : ''
}
const aboutAssist = (detail: TicketDetail) =>
  openAssists(detail)
    .map((entry) => `${entry.unit_name}：${entry.question}`)
    .join('\n')
const openAssists = (detail: TicketDetail) => proceedingsOf(detail).assists?.filter(({ state }) => state === 'asked' || state === 'overdue') ?? []
const assisting = (detail: TicketDetail) => (proceedingsOf(detail).assists ? openAssists(detail).map(({ unit }) => unit) : null)

const call: MoveField[] = [
  { name: 'at', label: '时间（留空就是现在）', kind: 'time', hint: '事后补记的，写实际联系的时间。' },
  { name: 'number', label: '拨打的号码', kind: 'phone', missing: '请写明拨打的号码。', longest: 40, initial: ({ contact }) => contact },
  text({ name: 'summary', label: '联系经过', missing: '请写明联系的经过。', placeholder: '谁接的，说了什么，对方有什么要求' }),
  { name: 'reached', label: '联系上了来信人', kind: 'check', initial: () => true },
]
const byPhone = (field: MoveField): MoveField => ({ ...field, into: 'phone', shown: (values) => values.way === 'phone' })

/** What a final reply may carry besides its text, on a server that tells of such things. */
const takesPhone = (detail: TicketDetail) => proceedingsOf(detail).assists !== undefined
const takesPromise = (detail: TicketDetail) => proceedingsOf(detail).commitments !== undefined
const promise: MoveField[] = [
  text({ name: 'text', label: '承诺的事项', missing: '请写明承诺的事项。' }),
  { name: 'due', label: '最迟到哪一天', kind: 'date', missing: '请选择日期。', initial: () => tomorrowInShanghai(), hint: '须在今天以后。' },
]
const replyFields: MoveField[] = [
  { name: 'way', label: '答复方式', kind: 'choice', choices: replyWays, initial: () => 'written', local: true, shown: (_, detail) => takesPhone(detail) },
  ...call.map(byPhone),
  { name: 'promised', label: '答复里答应了以后办的事，挂账跟踪到办完', kind: 'check', local: true, shown: (_, detail) => takesPromise(detail) },
  ...promise.map((field): MoveField => ({ ...field, into: 'commitment', shown: ({ promised }) => promised === true })),
]

export const moveForms: MoveForm[] = [
  // 受理与分派
  {
    move: 'accept', name: '受理', group: 'intake', path: 'accept', prominent: true, key: 's', fields: [], confirm: '受理', done: '已受理',
    rule: '确认这是政府的事，交给分派建议的单位；没有建议的，进入待分派。受理会告知来信人承办单位和答复日期，期限从收到来信起算，不因受理晚而顺延。',
  },
  {
    move: 'not_accept', name: '不予受理', group: 'intake', path: 'not-accept', grave: true, confirm: '不予受理并告知来信人', done: '已告知来信人不予受理',
    rule: '要写明理由和来信人应走的渠道，这些话会原样告知来信人。已交单位办理的，只有依法由其他机关处理的事项才能不予受理。',
    fields: [
      { name: 'reason', label: '理由', kind: 'choice', missing: '请选择理由。', choices: nonAcceptances },
      { name: 'earlier', label: '重复的是哪一件', kind: 'ticket', missing: '请写明先前那件的编号。', shown: ({ reason }) => reason === 'duplicate' },
      text({ name: 'channel', label: '应走的渠道', missing: '请写明来信人应走的渠道。', placeholder: '哪个机关，怎样联系；不知道的写【待填】前先查清', shown: ({ reason }) => !kWithoutChannel.has(reason) }),
      text({ name: 'words', label: '告知来信人的话', missing: '请写明告知来信人的话。' }),
    ],
  },
  { move: 'assign', name: '分派或转办', group: 'intake', path: null, face: 'assign', rule: '交给一个单位承办。转办要写理由，期限不因转办而延长。', fields: [], confirm: '', done: '', key: 'a' },
  {
    move: 'recall', name: '收回分派', group: 'intake', path: 'recall', savesFirst: true, fields: [], confirm: '收回', done: '已收回，回到待分派',
    rule: '分派错了、单位还没有人签收或动手时用：回到待分派，重新选单位。期限不变。单位已经在办的，请转办。',
  },
  {
    move: 'sign', name: '签收', group: 'intake', path: 'sign', prominent: true, key: 's', fields: [], confirm: '签收', done: '已签收',
    rule: '确认本单位收到了交办。期限从收到来信起算，签收早晚都不影响。',
  },
  {
    move: 'merge', name: '并单', group: 'intake', path: 'merge', confirm: '并入', done: '已并单',
    rule: '把这件并入另一件在办的、同一事项的来信，由那一件答复；两位来信人都会得到答复，期限按先收到的算。并错了可以撤销。',
    fields: [{ name: 'survivor', label: '并入哪一件（编号）', kind: 'ticket', missing: '请填写编号。', placeholder: '如 7K3M-9Q2X-RT4B' }],
  },
  { move: 'unmerge', name: '撤销并单', group: 'intake', path: 'unmerge', fields: [], confirm: '撤销并单', done: '已撤销并单', rule: '恢复为单独办理，回到并单前的状态，期限接着算。已经随那一件答复过的，从现在起重新计算期限，并告知来信人。' },

  // 拟稿与答复
  { move: 'save_draft', name: '保存拟稿', group: 'work', path: null, face: 'editor', rule: '写进答复稿，同事都能看到。', fields: [], confirm: '', done: '' },
  { move: 'submit', name: '提交审核', group: 'work', path: null, face: 'editor', rule: '交给另一个人审核。', fields: [], confirm: '', done: '' },
  {
    move: 'approve', name: '审核通过', group: 'work', path: 'approve', confirm: '审核通过', done: '已审核通过',
    rule: '通过的是送审的这一稿，一字不改。送审的人不能自己审；规定要两级审核的，还须领导签发，且不是同一个人。',
    fields: [opinion()],
  },
  { move: 'send_back', name: '退回修改', group: 'work', path: null, face: 'editor', rule: '退给承办人修改，写明要改什么。', fields: [], confirm: '', done: '' },
  { move: 'reply', name: '发送答复', group: 'work', path: null, face: 'editor', rule: '签发并发给来信人，不能收回。', fields: replyFields, confirm: '', done: '' },
  {
    move: 'send_approved', name: '发出答复', group: 'work', path: 'send-approved', grave: true, confirm: '发出', done: '答复已发出',
    rule: '发出的是已签发的那一稿，不能再改，也不能收回。用电话答复的，必须联系上来信人，并写明通话内容。',
    fields: [{ name: 'way', label: '答复方式', kind: 'choice', choices: replyWays, initial: () => 'written', local: true }, ...call.map(byPhone)],
  },

  // 退办
  {
    move: 'return_ticket', name: '退办', group: 'dispute', path: 'return', savesFirst: true, confirm: '退办', done: '已退办，等待办公室裁定',
    rule: '只能在交办后的第一个工作日内退，要写明依据；同一单位只能退一次，经裁定指定或驳回的不得再退。总时限不停。',
    fields: [
      { name: 'ground', label: '退办理由', kind: 'choice', missing: '请选择退办理由。', choices: returnGrounds },
      text({ name: 'basis', label: '依据', missing: '请写明书面依据。', placeholder: '“三定”方案、权责清单或文件的名称和条款' }),
    ],
  },
  {
    move: 'rule_on_return', name: '裁定退办', group: 'dispute', path: 'return/ruling', prominent: true, about: aboutReturn, confirm: '作出裁定', done: '已裁定',
    rule: '裁定就是定论：改派的单位和被驳回的单位都不得再退。裁定的人不能是提出退办的人。总时限不停。',
    fields: [
      { name: 'ruling', label: '裁定', kind: 'choice', missing: '请选择裁定。', choices: rulings },
      { name: 'unit', label: '改由哪个单位承办', kind: 'unit', missing: '请选择单位。', shown: ({ ruling }) => ruling === 'reassigned', without: ({ ticket }) => ticket.unit },
      reason('请写明裁定的理由。'),
    ],
  },

  // 转办单位
  {
    move: 'ask_upstream', name: '请示转办单位', group: 'upstream', path: 'upstream-question', confirm: '提出申请', done: '已提出，等对方答复',
    rule: '收回还是延期由转办单位决定，答复之前照常办理，期限照算。没有对接的，还要用电话或公文告诉对方。',
    fields: [
      { name: 'what', label: '请它做什么', kind: 'choice', missing: '请选择。', choices: upstreamRequests },
      { name: 'workdays', label: '延长几个工作日', kind: 'number', min: 1, max: 20, initial: () => 3, shown: ({ what }) => what === 'more_time' },
      reason(),
      text({ name: 'basis', label: '依据', missing: '请写明依据，例如权责清单的哪一条。', shown: ({ what }) => what === 'take_back' }),
    ],
  },
  {
    move: 'hear_upstream', name: '登记转办单位答复', group: 'upstream', path: 'upstream-answer', confirm: '登记', done: '已登记',
    rule: '电话或公文里的答复登记在这里。同意延期的，期限按它给的新日期，但不晚于本镇自己的承诺。',
    fields: [
      { name: 'said', label: '它怎么说', kind: 'choice', missing: '请选择。', choices: upstreamAnswers },
      { name: 'due', label: '新的期限', kind: 'time', missing: '请写明新的期限。', ahead: true, shown: ({ said }) => said === 'more_time_granted' },
      text({ name: 'text', label: '原话（可不填）' }),
    ],
  },
  {
    move: 'give_back', name: '对方同意收回', group: 'upstream', path: 'upstream-answer', fixed: { said: 'take_back_granted' }, grave: true, confirm: '退回并结束', done: '已退回转办单位',
    rule: '这一件退回转办单位，本镇不再办理，也不再计时。',
    fields: [text({ name: 'text', label: '原话（可不填）' })],
  },

  // 协办
  {
    move: 'ask_assist', name: '请求协办', group: 'assist', path: 'assist', confirm: '请求协办', done: '已请求协办',
    rule: '请另一个单位在几个工作日内给出意见；答复仍由主办单位统一给出，总时限不变。',
    fields: [
      { name: 'unit', label: '协办单位', kind: 'unit', missing: '请选择单位。', without: ({ ticket }) => ticket.unit },
      { name: 'workdays', label: '几个工作日内答复', kind: 'number', min: 1, max: 60, initial: () => 1 },
      text({ name: 'question', label: '要协办什么', missing: '请写明要协办什么。' }),
    ],
  },
  {
    move: 'give_opinion', name: '提交协办意见', group: 'assist', path: 'assist/opinion', prominent: true, about: aboutAssist, confirm: '提交意见', done: '协办意见已提交',
    rule: '意见交给主办单位，由其写进答复。提交后本单位的协办就完成了。',
    fields: [text({ name: 'text', label: '协办意见', missing: '请写明意见。' })],
  },
  {
    move: 'drop_assist', name: '取消协办', group: 'assist', path: 'assist/drop', confirm: '取消协办', done: '已取消协办', rule: '不再等这个单位的意见。',
    fields: [{ name: 'unit', label: '取消哪个单位的协办', kind: 'unit', missing: '请选择单位。', only: assisting }, reason()],
  },

  // 期限与中止
  {
    move: 'ask_extension', name: '申请延期', group: 'time', path: 'extension', confirm: '申请延期', done: '已申请延期，等待批准',
    rule: '须在到期前申请，累计不超过本镇规定的工作日数；由办公室批准，批准后告知来信人新日期和原因。',
    fields: [{ name: 'workdays', label: '延长几个工作日', kind: 'number', min: 1, max: 60, initial: () => 1 }, reason('请写明延期的理由，批准后会告知来信人。')],
  },
  {
    move: 'grant_extension', name: '同意延期', group: 'time', path: 'extension/decision', fixed: { granted: true }, prominent: true, about: aboutExtension, confirm: '同意延期', done: '已同意延期，来信人会收到新日期',
    rule: '须在到期前批准，申请人不能自己批。来信人会被告知原日期、新日期和原因。',
    fields: [opinion()],
  },
  {
    move: 'refuse_extension', name: '不同意延期', group: 'time', path: 'extension/decision', fixed: { granted: false }, prominent: true, about: aboutExtension, confirm: '不同意延期', done: '已答复不同意延期',
    rule: '期限不变，承办单位按原日期答复。',
    fields: [opinion({ label: '理由', missing: '请写明理由。' })],
  },
  {
    move: 'pause', name: '中止', group: 'time', path: 'pause', confirm: '中止', done: '已中止，最终答复的期限停算',
    rule: '只有确实等不了的才中止，要有依据，来信人也看得到。停的只是最终答复的期限，恢复后接着算；当天回应不停。',
    fields: [
      { name: 'ground', label: '中止的情形', kind: 'choice', missing: '请选择情形。', choices: pauseGrounds },
      text({ name: 'evidence', label: '依据', missing: '请写明书面依据。' }),
    ],
  },
  { move: 'resume', name: '恢复办理', group: 'time', path: 'resume', prominent: true, confirm: '恢复办理', done: '已恢复办理', rule: '回到中止前的状态，期限接着算。', fields: [reason('', { label: '说明（可不填）', missing: undefined })] },
  {
    move: 'ask_termination', name: '申请终止', group: 'time', path: 'termination', confirm: '申请终止', done: '已申请终止，等待批准',
    rule: '没有结果就结束，要有依据，并由另一个人批准；理由和依据来信人看得到。批准前照常办理，期限照算。',
    fields: [reason(), text({ name: 'basis', label: '依据', missing: '请写明书面依据。' })],
  },
  {
    move: 'terminate', name: '批准终止', group: 'time', path: 'termination/decision', fixed: { granted: true }, grave: true, prominent: true, about: aboutTermination, confirm: '批准终止', done: '已终止',
    rule: '这件来信就此结束，没有办理结果，不再计时。申请的人不能自己批。',
    fields: [opinion()],
  },
  {
    move: 'refuse_termination', name: '不同意终止', group: 'time', path: 'termination/decision', fixed: { granted: false }, prominent: true, about: aboutTermination, confirm: '不同意终止', done: '已答复不同意终止',
    rule: '承办单位继续办理，期限不变。',
    fields: [opinion({ label: '理由', missing: '请写明理由。' })],
  },

  // 保密
  {
    move: 'restrict', name: '限办公室办理', group: 'secrecy', path: 'restriction', grave: true, savesFirst: true, confirm: '限办公室办理', done: '已限办公室办理，承办单位不再看到',
    rule: '来信反映单位或工作人员的问题时用（信访工作条例第三十条：不得转给被检举、控告的人和单位）。在办的从承办单位收回，单位写的拟稿、协办和公开稿一并撤下，以后只有办公室看得到。被反映的是本办公室的，此后只有管理员能办。',
    fields: [
      { name: 'accused_units', label: '被反映单位（可不填）', kind: 'units', placeholder: '按名称、职责或关键词查找，可选几个' },
      reason('请写明依据来信的哪些内容。', { hint: '记入办理经过，被反映单位看不到。' }),
    ],
  },
  {
    move: 'lift_restriction', name: '解除限定', group: 'secrecy', path: 'restriction/lifted', grave: true, confirm: '解除限定', done: '已解除限定，可以分派',
    rule: '经核实没有反映单位或工作人员的问题时用。解除以后可以交给单位办理，承办单位看得到来信和全部办理经过，包括限定的理由。',
    fields: [reason()],
  },

  // 沟通与记录
  {
    move: 'log_contact', name: '记录联系', group: 'record', path: 'contact', key: 'c', confirm: '记下', done: '已记录',
    rule: '与来信人通了电话或见了面，记下来。联系上了才算人工回应；没联系上也要记，但不停任何期限。',
    fields: [
      { name: 'way', label: '方式', kind: 'choice', choices: contactWays, initial: () => 'call' },
      ...call.map((field) => (field.name === 'number' ? { ...field, shown: ({ way }: { way?: unknown }) => way === 'call' } : field)),
    ],
  },
  { move: 'note', name: '批注', group: 'record', path: 'note', key: 'n', confirm: '写下批注', done: '已写下批注', rule: '只给同事看，来信人看不到；不停任何期限。', fields: [text({ name: 'text', label: '批注', missing: '请写明内容。', mentions: true, placeholder: '写 @ 可以提醒同事' })] },

  // 催办督办
  { move: 'remind', name: '催办', group: 'push', path: 'remind', confirm: '催办', done: '已催办', rule: '提醒现在该办的人，记入办理经过。', fields: [reason('', { label: '要说的话（可不填）', missing: undefined })] },
  { move: 'supervise', name: '督办', group: 'push', path: 'supervise', confirm: '督办', done: '已督办', rule: '发给承办单位的负责人，写明事由，记入办理经过。', fields: [reason('请写明督办的事由。', { label: '事由' })] },
  { move: 'escalate', name: '升级', group: 'push', path: 'escalate', confirm: '升级', done: '已报告办公室分管领导', rule: '报给办公室的分管领导，写明为什么需要领导出面。', fields: [reason()] },

  // 答复之后
  { move: 'invite_evaluation', name: '请市民评价', group: 'after', path: 'evaluation/invite', fields: [], confirm: '请来信人评价', done: '已请来信人评价', rule: '请来信人凭编号和查询码评价这次答复，状态变为待评价。' },
  {
    move: 'evaluate', name: '回访评价', group: 'after', path: 'evaluation', confirm: '记下评价', done: '评价已记录',
    rule: '记的是回访时来信人自己的话，不是承办单位的自评；每次答复只记一次。不满意的，按规定重办。',
    fields: [
      { name: 'grade', label: '评价', kind: 'choice', missing: '请选择评价。', choices: satisfactions },
      reason('请写明来信人哪里不满意。', { shown: ({ grade }) => grade === 'dissatisfied', label: '哪里不满意' }),
      text({ name: 'summary', label: '回访经过', missing: '请写明回访的经过。' }),
    ],
  },
  { move: 'order_rework', name: '责令重办', group: 'after', path: 'rework', confirm: '责令重办', done: '已责令重办', rule: '退给承办单位重新办理，重新起算重办的期限，并告知来信人。', fields: [reason()] },
  {
    move: 'track_commitment', name: '挂账跟踪', group: 'after', path: 'commitment', confirm: '挂账', done: '已挂账',
    rule: '答复里答应了以后办的事，写明事项和日期，有自己的期限，办完才能销账、办结。',
    fields: promise,
  },
  { move: 'keep_commitment', name: '销账', group: 'after', path: 'commitment/kept', confirm: '销账', done: '已销账', rule: '承诺的事办完了，写明结果，来信人看得到。', fields: [text({ name: 'summary', label: '办理结果', missing: '请写明办理结果。' })] },
  { move: 'close', name: '办结', group: 'after', path: null, face: 'editor', rule: '办结后不再计时，来信人仍可补充。', fields: [], confirm: '', done: '' },
  { move: 'archive', name: '归档', group: 'after', path: 'archive', fields: [], confirm: '归档', done: '已归档', rule: '与办理记录一起存档。归档后要再办，须重新办理。' },
  { move: 'reopen', name: '重新办理', group: 'after', path: 'reopen', confirm: '重新办理', done: '已重新办理', rule: '回到承办单位；没有单位的，进入待分派。写明为什么要重新办理。', fields: [reason()] },

  // 公开
  { move: 'propose_publication', name: '提请公开', group: 'public', path: null, face: 'publication', rule: '来信人同意的，另写一份公开稿，隐去个人信息。', fields: [], confirm: '', done: '' },
  { move: 'review_publication', name: '公开审查', group: 'public', path: null, face: 'publication', rule: '由另一个人逐项审查公开稿。', fields: [], confirm: '', done: '' },
  { move: 'withdraw_publication', name: '撤下公开', group: 'public', path: null, face: 'publication', rule: '从公开页面撤下。', fields: [], confirm: '', done: '' },
]

const byWord = new Map(moveForms.map((form) => [form.move, form]))
export const formOf = (move: string) => byWord.get(move) ?? null

/** The move that a key means on this ticket; several rows may share a key where never two of them are allowed at once. */
export const formOfKey = (key: string, allowed: readonly string[]) => moveForms.find((form) => form.key === key && allowed.includes(form.move)) ?? null
