// The English dictionary against what the sources say: nothing missing, nothing left over, every value in both languages.
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import english from '@/language/english.json'
import { isChinese } from '../tools/language/han_texts'
import { textsBelow } from '../tools/language/sources'

const dictionary: Record<string, string> = english
const values = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([place]) => place).sort()

describe('the English dictionary', () => {
  let said: [string, string][] = []
  beforeAll(async () => {
    const texts = await textsBelow(fileURLToPath(new URL('../src', import.meta.url)))
    said = [...texts].flatMap(([file, keys]) => keys.map((key): [string, string] => [key, file]))
  }, 120_000)

  it('has every text of the sources', () => {
    expect(said.length).toBeGreaterThan(2000)
    expect(said.filter(([key]) => !(key in dictionary)).map(([key, file]) => `${file}: ${key}`)).toEqual([])
  })

  it('has nothing that no source says', () => {
    const used = new Set(said.map(([key]) => key))
    expect(Object.keys(dictionary).filter((key) => !used.has(key))).toEqual([])
  })

  it('puts every value in both languages', () => {
    expect(Object.entries(dictionary).filter(([key, text]) => String(values(key)) !== String(values(text))).map(([key]) => key)).toEqual([])
  })

  // A place left open, and what is typed into files, stay as they are.
  it('is English', () => {
    const without = (text: string) => text.replaceAll('【待填】', '').replace(/“[^”]*”/g, '')
    expect(Object.values(dictionary).filter((text) => isChinese(without(text)))).toEqual([])
  })

  it('is sorted', () => {
    expect(Object.keys(dictionary)).toEqual(Object.keys(dictionary).sort())
  })
})
