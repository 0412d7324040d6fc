// What was done about a ticket beside the texts, as lists that a panel shows: one section a kind, in words.
import type { Schema } from '@/api/client'
import { contactWays, rulings, satisfactions, type Choice } from './move_fields'
import type { TicketDetail } from './use_ticket'

type Time = string | null

interface Assist {
  unit: string
  unit_name: string
  question: string
  workdays: number
  asked_by: string
  at: string
  due: Time
  state: string
  opinion: string
  given_by: string
  given_at: Time
  dropped_by: string
  dropped_at: Time
  reason: string
}

/** What a server tells of once it has the moves for it. */
interface Further {
  assists?: Assist[]
  approvals?: { at: string; by: string; level: number; opinion: string }[]
  pauses?: { by: string; from: string; to: Time; ground_name: string; evidence: string; ended_by: string }[]
  terminations?: { asked_by: string; at: string; reason: string; basis: string; decision: string; decided_by: string; decided_at: Time; opinion: string }[]
  commitments?: { text: string; due: string; made_by: string; at: string; kept_by: string; kept_at: Time; summary: string }[]
}

export const proceedingsOf = (detail: TicketDetail) => detail.proceedings as Schema['Proceedings'] & Further

export interface Step {
  words: string
  by: string
  at: Time
  /** Old date and new one. */
  dates?: [Time, Time]
}

export interface ProceedingsRecord {
  title: string
  mark: string
  tone: 'waiting' | 'fine' | 'quiet'
  steps: Step[]
}

export interface Section {
  name: string
  /** Said where there is none; sections without it show only when there is something. */
  empty: string
  records: ProceedingsRecord[]
}

const joined = (...parts: string[]) => parts.filter(Boolean).join('。')
const wordOf = (choices: (detail: TicketDetail) => Choice[], detail: TicketDetail, value: string) =>
  choices(detail).find((choice) => choice.value === value)?.label ?? value

const assistMarks: Record<string, string> = { asked: '等待意见', overdue: '意见超期', answered: '已提交', dropped: '已取消' }
const decisionMarks: Record<string, string> = { '': '等待批准', granted: '已同意', refused: '未同意', lapsed: '已失效' }

function returnRecord(entry: Schema['Return'], detail: TicketDetail): ProceedingsRecord {
  const steps: Step[] = [{ words: entry.basis, by: entry.asked_by, at: entry.at }]
  const ruling = entry.ruling ? wordOf(rulings, detail, entry.ruling) : ''
  if (ruling) steps.push({ words: joined(`裁定：${ruling}${entry.right_unit ? `，改由${entry.right_unit}承办` : ''}`, entry.reason), by: entry.ruled_by, at: entry.ruled_at })
  return { title: `${entry.unit}：${entry.ground}`, mark: ruling || '等待裁定', tone: ruling ? 'quiet' : 'waiting', steps }
}

function extensionRecord(entry: Schema['Extension']): ProceedingsRecord {
  const steps: Step[] = [{ words: entry.reason, by: entry.asked_by, at: entry.at }]
  if (entry.decision !== '') steps.push({ words: entry.opinion, by: entry.decided_by, at: entry.decided_at, ...(entry.decision === 'granted' ? { dates: [entry.old_due, entry.new_due] as [Time, Time] } : {}) })
  return { title: `${entry.workdays} 个工作日`, mark: decisionMarks[entry.decision] ?? '', tone: entry.decision === '' ? 'waiting' : 'quiet', steps }
}

function assistRecord(entry: Assist): ProceedingsRecord {
  const steps: Step[] = [{ words: entry.question, by: entry.asked_by, at: entry.at }]
  if (entry.given_at) steps.push({ words: entry.opinion, by: entry.given_by, at: entry.given_at })
  if (entry.dropped_at) steps.push({ words: joined('取消', entry.reason), by: entry.dropped_by, at: entry.dropped_at })
  const waits = entry.state === 'asked' || entry.state === 'overdue'
  return { title: `${entry.unit_name}，${entry.workdays} 个工作日内`, mark: assistMarks[entry.state] ?? entry.state, tone: waits ? 'waiting' : entry.given_at ? 'fine' : 'quiet', steps }
}

export function sectionsOf(detail: TicketDetail): Section[] {
  const { returns, extensions, contacts, evaluations, assists, approvals, pauses, terminations, commitments } = proceedingsOf(detail)
  const sections: Section[] = [
    { name: '协办', empty: assists ? '没有请其他单位协办。' : '', records: (assists ?? []).map(assistRecord) },
    { name: '退办', empty: '没有退办过。', records: returns.map((entry) => returnRecord(entry, detail)) },
    { name: '延期', empty: '没有申请过延期。', records: extensions.map(extensionRecord) },
    {
      name: '中止', empty: '',
      records: (pauses ?? []).map((entry) => ({
        title: entry.ground_name, mark: entry.to ? '已恢复' : '中止中', tone: entry.to ? 'quiet' : 'waiting',
        steps: [{ words: entry.evidence, by: entry.by, at: entry.from }, ...(entry.to ? [{ words: '恢复办理', by: entry.ended_by, at: entry.to }] : [])],
      })),
    },
    {
      name: '终止', empty: '',
      records: (terminations ?? []).map((entry) => ({
        title: entry.reason, mark: decisionMarks[entry.decision] ?? '', tone: entry.decision === '' ? 'waiting' : 'quiet',
        steps: [{ words: `依据：${entry.basis}`, by: entry.asked_by, at: entry.at }, ...(entry.decided_at ? [{ words: entry.opinion, by: entry.decided_by, at: entry.decided_at }] : [])],
      })),
    },
    {
      name: '联系来信人', empty: '还没有联系过。',
      records: contacts.map((entry) => ({
        title: `${wordOf(contactWays, detail, entry.way)} ${entry.number}`.trim(), mark: entry.reached ? '联系上了' : '没联系上', tone: entry.reached ? 'fine' : 'quiet',
        steps: [{ words: entry.summary, by: entry.by, at: entry.at }],
      })),
    },
    {
      name: '审核', empty: '',
      records: (approvals ?? []).map((entry) => ({ title: entry.level === 1 ? '审核通过' : '签发', mark: '', tone: 'fine', steps: [{ words: entry.opinion, by: entry.by, at: entry.at }] })),
    },
    {
      name: '挂账', empty: '',
      records: (commitments ?? []).map((entry) => ({
        title: entry.text, mark: entry.kept_at ? '已销账' : `${entry.due} 前`, tone: entry.kept_at ? 'fine' : 'waiting',
        steps: [{ words: '', by: entry.made_by, at: entry.at }, ...(entry.kept_at ? [{ words: entry.summary, by: entry.kept_by, at: entry.kept_at }] : [])],
      })),
    },
    {
      name: '评价', empty: '还没有评价。',
      records: evaluations.map((entry) => ({
        title: wordOf(satisfactions, detail, entry.grade), mark: `第 ${entry.round} 次答复`, tone: entry.grade === 'dissatisfied' ? 'waiting' : 'fine',
        steps: [{ words: joined(entry.reason, entry.summary && `回访：${entry.summary}`), by: entry.by, at: entry.at }],
      })),
    },
  ]
  return sections.filter(({ empty, records }) => empty !== '' || records.length > 0)
}

/** The three grades of response, and the one that only people meet. */
export const gradesOf = ({ proceedings }: TicketDetail) => [
  { name: '收件回执', what: '只有编号', at: proceedings.receipt_at },
  { name: '受理告知', what: '承办单位与答复日期', at: proceedings.accepted_at },
  { name: '人工联系', what: '答复、电话、上门，或送出的确切答案', at: proceedings.contact_at },
  { name: '先行联系', what: '只算人的，不算系统', at: proceedings.human_at },
]
