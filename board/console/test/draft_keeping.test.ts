import { describe, expect, it } from 'vitest'
import { copyToOffer, dropDraft, keepDraft, keptDraft, openPlaces, reconcile } from '../src/ticket/draft_keeping'

describe('a text that two people write', () => {
  it('needs nobody when only one side changed', () => {
    expect(reconcile({ base: '甲', mine: '甲乙', theirs: '甲' })).toBe('rebase')
    expect(reconcile({ base: '甲', mine: '甲', theirs: '甲丙' })).toBe('take')
  })

  it('needs nobody when both wrote the same', () => {
    expect(reconcile({ base: '甲', mine: '甲乙', theirs: '甲乙' })).toBe('same')
    expect(reconcile({ base: '甲', mine: '甲', theirs: '甲' })).toBe('same')
  })

  it('is shown to a person when both changed', () => {
    expect(reconcile({ base: '甲', mine: '甲乙', theirs: '甲丙' })).toBe('ask')
    expect(reconcile({ base: '甲', mine: '', theirs: '甲丙' })).toBe('ask')
  })
})

class MemoryStore {
  readonly items = new Map<string, string>()
  getItem = (key: string) => this.items.get(key) ?? null
  setItem = (key: string, value: string) => void this.items.set(key, value)
  removeItem = (key: string) => void this.items.delete(key)
}

describe('the copy in the browser', () => {
  const draft = { text: '您好 👋 𠮷', base: '', version: 3, at: '2026-03-05T10:00:00+08:00' }

  it('comes back for the same person and ticket only', () => {
    const store = new MemoryStore()
    keepDraft(store, 'wang', '2026-1', draft)
    expect(keptDraft(store, 'wang', '2026-1')).toEqual(draft)
    expect(keptDraft(store, 'li', '2026-1')).toBeNull()
    expect(keptDraft(store, 'wang', '2026-2')).toBeNull()
    dropDraft(store, 'wang', '2026-1')
    expect(keptDraft(store, 'wang', '2026-1')).toBeNull()
  })

  it('is ignored when it cannot be read', () => {
    const store = new MemoryStore()
    store.setItem('huiying.draft.wang.2026-1', '{broken')
    expect(keptDraft(store, 'wang', '2026-1')).toBeNull()
    store.setItem('huiying.draft.wang.2026-1', '{"text":1}')
    expect(keptDraft(store, 'wang', '2026-1')).toBeNull()
  })

  it('does not stop the writing when the storage is full', () => {
    const full = { ...new MemoryStore(), setItem: () => { throw new Error('QuotaExceededError') } }
    expect(() => keepDraft(full as unknown as Storage, 'wang', '2026-1', draft)).not.toThrow()
  })
})

describe('a copy that is offered', () => {
  const saved = { text: '答复稿' }
  const kept = { text: '本机写的', base: '', version: 1, at: '2026-11-25T04:00:00Z' }
  const own = { text: '另一台写的', saved_at: '2026-11-25T12:03:00+08:00' }

  it('is the later one of the browser’s and the server’s', () => {
    expect(copyToOffer(saved, kept, own)?.text).toBe('另一台写的')
    expect(copyToOffer(saved, { ...kept, at: '2026-11-25T04:04:00Z' }, own)?.text).toBe('本机写的')
    expect(copyToOffer(saved, kept, null)).toEqual({ text: '本机写的', at: kept.at })
  })

  it('is none where it says what is saved already', () => {
    expect(copyToOffer(saved, null, null)).toBeNull()
    expect(copyToOffer(saved, { ...kept, text: '答复稿' }, { ...own, text: '答复稿' })).toBeNull()
  })
})

describe('open places of a template', () => {
  it('are counted', () => {
    expect(openPlaces('电话【待填】，地址【待填：窗口】。')).toBe(2)
    expect(openPlaces('【提示】请带身份证。')).toBe(0)
  })
})
