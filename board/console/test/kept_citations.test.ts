import { describe, expect, it } from 'vitest'
import { keepCitations, keptCitations } from '../src/ticket/kept_citations'

function storage(): Storage {
  const held = new Map<string, string>()
  return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value), removeItem: (key: string) => void held.delete(key) } as unknown as Storage
}
const from = { number: '7K3M-9Q2X-RT4B', unit_name: '城建中心', replied_at: '2026-11-23T09:00:00+08:00' }

describe('where a reply was taken from', () => {
  it('is known after a reload, to the same person on the same ticket', () => {
    const store = storage()
    keepCitations(store, 'lu', 'A', [{ ...from, reply: '不留' } as typeof from])
    expect(keptCitations(store, 'lu', 'A')).toEqual([from])
    expect(keptCitations(store, 'wei', 'A')).toEqual([])
    expect(keptCitations(store, 'lu', 'B')).toEqual([])
    keepCitations(store, 'lu', 'A', [])
    expect(keptCitations(store, 'lu', 'A')).toEqual([])
  })

  it('is nothing where the storage holds something else', () => {
    const store = storage()
    for (const bad of ['{', '{"a":1}', '[1]', '[{"number":1}]']) {
      store.setItem('huiying.cited.lu.A', bad)
      expect(keptCitations(store, 'lu', 'A')).toEqual([])
    }
  })
})
