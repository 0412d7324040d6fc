// The words of policy documents.
import type { Schema } from '@/api/client'

type Item = Schema['PolicyDocumentItem']

export const statusWords: Record<Item['status'], string> = { in_force: '现行有效', draft: '起草中', expired: '已失效', replaced: '已被替代', repealed: '已废止' }
export const visibilityWords: Record<Item['visibility'], string> = { public: '主动公开', directed: '定向公开', private: '不公开' }
export const partWords = { text: '正文', interpretation: '解读' } as const

export const statusMark = (status: Item['status']) => (status === 'in_force' ? 'fine' : status === 'draft' ? 'quiet' : 'urgent')

export interface Flag {
  word: string
  text: string
  strong: boolean
}

/** What somebody must do about it, most pressing first. */
export function flagsOf(item: Item): Flag[] {
  const flags: Flag[] = []
  if (item.sync === 'lacks_interpretation') flags.push({ word: 'sync', text: '正文已公开，还没有同步公开解读', strong: true })
  if (item.sync === 'lacks_text') flags.push({ word: 'sync', text: '解读已公开，正文还没有公开', strong: true })
  if (item.to_tell > 0) flags.push({ word: 'tell', text: `${item.to_tell} 位来信人收到过依据它的答复，待重新告知`, strong: true })
  if (item.published_version > 0 && item.text_changed) flags.push({ word: 'text', text: '正文有新的改动，还没有公开', strong: false })
  if (item.interpretation_version > 0 && item.interpretation_changed) flags.push({ word: 'interpretation', text: '解读有新的改动，还没有公开', strong: false })
  return flags
}

/** How many articles a pasted text has, as it is typed; the server splits it in the end. */
export const articleCount = (text: string) => text.split('\n').filter((line) => /^\s*第[一二三四五六七八九十百千零〇两\d]{1,8}条/.test(line)).length

export type Part = keyof typeof partWords
/** Parts that were passed by a second person and read otherwise than what is published. */
export function publishable(view: Schema['PolicyDocument']): Part[] {
  const parts: Part[] = []
  const isCurrent = view.item.status === 'in_force'
  if (view.text_review.passed && (view.item.text_changed || !isCurrent)) parts.push('text')
  if (view.interpretation_review.passed && view.item.interpretation_changed) parts.push('interpretation')
  return parts
}
