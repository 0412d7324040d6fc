import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keepUnsent, takeUnsent } from '../src/dashboard/left_unsent'

const shelf = new Map<string, string>()
beforeEach(() => {
  shelf.clear()
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => shelf.get(key) ?? null, setItem: (key: string, value: string) => shelf.set(key, value), removeItem: (key: string) => shelf.delete(key) })
})

describe('what did not go out', () => {
  it('is told once, when the page is open again', () => {
    keepUnsent('没有督办甲。')
    keepUnsent('没有督办乙。')
    expect(takeUnsent()).toEqual(['没有督办甲。', '没有督办乙。'])
    expect(takeUnsent()).toEqual([])
  })

  it('is not told where the browser keeps nothing, or something else', () => {
    shelf.set('huiying.left_unsent', '{')
    expect(takeUnsent()).toEqual([])
    vi.stubGlobal('sessionStorage', undefined)
    expect(() => keepUnsent('没有督办甲。')).not.toThrow()
    expect(takeUnsent()).toEqual([])
  })
})
