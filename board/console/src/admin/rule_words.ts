// A routing rule as people read it, and what its form holds.
import type { Schema } from '@/api/client'
import { channelWord, kindWords } from '@/ticket/words'
import { joinedWords, wordsOf } from './word_list'

export type Rule = Schema['RoutingRule']
export type Finding = Schema['RoutingRuleFinding']

export interface RuleForm {
  name: string
  words: string
  without: string
  places: string
  channels: string[]
  kinds: Schema['Kind'][]
  unit: string
  active: boolean
}

export const formOf = (rule: Rule | null): RuleForm => ({
  name: rule?.name ?? '',
  words: joinedWords(rule?.words),
  without: joinedWords(rule?.without),
  places: joinedWords(rule?.places),
  channels: [...(rule?.channels ?? [])],
  kinds: [...(rule?.kinds ?? [])],
  unit: rule?.unit ?? '',
  active: rule?.active ?? true,
})

export const ruleOf = (form: RuleForm): Rule => ({
  ...form, name: form.name.trim(), words: wordsOf(form.words), without: wordsOf(form.without), places: wordsOf(form.places), channels: [...form.channels], kinds: [...form.kinds],
})

const anyOf = (words: string[]) => words.map((word) => `“${word}”`).join('或')

/** 提到“路灯”或“灯杆”，并且地点是“万科”，但没有提到“广告”。 */
export function wordsOfRule(rule: Rule): string {
  const all = [
    rule.words.length > 0 && `提到${anyOf(rule.words)}`,
    rule.places.length > 0 && `地点是${anyOf(rule.places)}`,
    rule.channels.length > 0 && `来自${rule.channels.map(channelWord).join('或')}`,
    rule.kinds.length > 0 && `类别是${rule.kinds.map((kind) => kindWords[kind]).join('或')}`,
  ].filter(Boolean)
  const said = all.join('，并且')
  if (rule.without.length === 0) return said
  return `${said}${said ? '，但' : ''}没有提到${anyOf(rule.without)}`
}

/** Takes an item to another place of a list; the list itself where it cannot go there. */
export function moved<Item>(items: Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by
  if (to < 0 || to >= items.length) return items
  const list = [...items]
  ;[list[from], list[to]] = [list[to]!, list[from]!]
  return list
}

export const share = (of: { decided: number; right: number; known: number }) => ({
  right: of.decided ? `${((100 * of.right) / of.decided).toFixed(1)}%` : '—',
  decided: of.known ? `${((100 * of.decided) / of.known).toFixed(1)}%` : '—',
})
