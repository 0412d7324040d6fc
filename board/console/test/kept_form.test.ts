import { describe, expect, test } from 'vitest'
import { emptyForm, isEmpty, keepForm, keptForm, newOnce } from '../src/filing/kept_form'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    get length() {
      return kept.size
    },
  }
}

describe('what a clerk is typing', () => {
  test('is there again after a reload, with the key that makes a second try the same message', () => {
    const storage = memory()
    const form = { ...emptyForm(), text: '路灯不亮', contact: '13800001234' }
    keepForm('wang', form, storage)
    expect(keptForm('wang', storage)).toEqual(form)
  })

  test('is not another clerk’s, and goes when it is filed', () => {
    const storage = memory()
    keepForm('wang', { ...emptyForm(), text: '路灯不亮' }, storage)
    expect(isEmpty(keptForm('lu', storage))).toBe(true)
    keepForm('wang', emptyForm(), storage)
    expect(storage.length).toBe(0)
  })

  test('does no harm where the storage is broken or full', () => {
    const storage = { ...memory(), getItem: () => '{', setItem: () => { throw new Error('quota') } }
    expect(isEmpty(keptForm('wang', storage))).toBe(true)
    expect(() => keepForm('wang', { ...emptyForm(), text: '路灯' }, storage)).not.toThrow()
  })

  test('has a key of its own each time', () => {
    expect(newOnce()).toMatch(/^[0-9a-f]{32}$/)
    expect(newOnce()).not.toBe(newOnce())
  })
})
