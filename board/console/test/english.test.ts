// The English dictionary against what the sources say: nothing missing, nothing left over, every value in both languages.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import english from '@/language/english.json'
import serverWords from '@/language/server_words.json'
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
    expect([...Object.values(dictionary), ...Object.values(serverWords)].filter((text) => isChinese(without(text)))).toEqual([])
  })

  it('is sorted', () => {
    for (const each of [dictionary, serverWords]) expect(Object.keys(each)).toEqual(Object.keys(each).sort())
  })
})

describe('the words of the server', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const sourcesBelow = (folder: string): string[] =>
    readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesBelow(`${folder}/${entry.name}`)
      return entry.name.endsWith('.cpp') ? [readFileSync(`${root}${folder}/${entry.name}`, 'utf8')] : []
    })
  const literals = (source: string) => [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text ?? '').filter(isChinese)

  it('are said by the server, and not by the desk itself', () => {
    const said = new Set(['app', 'board', 'bot'].flatMap(sourcesBelow).flatMap(literals))
    expect(Object.keys(serverWords).filter((key) => !said.has(key) || key in dictionary)).toEqual([])
  })

  it.each(['audit_words.cpp', 'reply_stage.cpp', 'problem.cpp'])('have every word of the tables in %s', (name) => {
    const folder = { 'audit_words.cpp': 'desk', 'reply_stage.cpp': 'draft', 'problem.cpp': 'web' }[name]
    const tables = readFileSync(`${root}board/${folder}/${name}`, 'utf8').split('\n}  // namespace')[0]!
    const words = literals(tables.replace(/^[^]*?constexpr std::array/, '').replace(/wait_words[^]*/, ''))
    expect(words.length).toBeGreaterThan(30)
    expect(words.filter((word) => !(word in serverWords) && !(word in dictionary))).toEqual([])
  })
})
