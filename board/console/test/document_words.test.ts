import { describe, expect, it } from 'vitest'
import type { Schema } from '@/api/client'
import { articleCount, flagsOf, publishable } from '@/admin/document_words'

type Item = Schema['PolicyDocumentItem']
const item = (over: Partial<Item> = {}) => ({ status: 'in_force', sync: 'in_step', published_version: 1, interpretation_version: 1, text_changed: false, interpretation_changed: false, to_tell: 0, ...over }) as Item
const view = (over: Partial<Item>, text: boolean, interpretation: boolean) =>
  ({ item: item(over), text_review: { passed: text, text_hash: '' }, interpretation_review: { passed: interpretation, text_hash: '' } }) as Schema['PolicyDocument']

describe('a policy document in the list', () => {
  it('says what somebody must do, most pressing first', () => {
    expect(flagsOf(item())).toEqual([])
    expect(flagsOf(item({ sync: 'lacks_interpretation', to_tell: 2, text_changed: true })).map(({ word, strong }) => [word, strong])).toEqual([['sync', true], ['tell', true], ['text', false]])
    expect(flagsOf(item({ published_version: 0, text_changed: true }))).toEqual([])
  })

  it('is published in the parts that were passed and are new', () => {
    expect(publishable(view({ status: 'draft', published_version: 0, text_changed: true, interpretation_changed: true }, true, true))).toEqual(['text', 'interpretation'])
    expect(publishable(view({ text_changed: true }, false, false))).toEqual([])
    expect(publishable(view({}, true, true))).toEqual([])
    expect(publishable(view({ status: 'expired' }, true, true))).toEqual(['text'])
  })
})

describe('a pasted text', () => {
  it('has as many articles as lines that begin with one', () => {
    expect(articleCount('第一条 甲\n　第十二条 乙\n依照第三条办理\n第3条 丙')).toBe(3)
    expect(articleCount('')).toBe(0)
  })
})
