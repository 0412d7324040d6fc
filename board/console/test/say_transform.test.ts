import { parseAst } from 'vite'
import { afterEach, describe, expect, it } from 'vitest'
import { say, sayInMarkup, sense, useEnglish, verbatim } from '@/language/say'
import { keysOf } from '../tools/language/han_texts'
import { isSaid, withSay } from '../tools/language/say_plugin'
import { compiledSource } from '../tools/language/sources'

const vue = (template: string, script = '') => compiledSource('/src/Page.vue', `<script setup lang="ts">\n${script}\n</script>\n<template>${template}</template>`)
const keysOfVue = async (template: string, script = '') => keysOf(parseAst(await vue(template, script)))
/** What an expression is after the build. */
const built = (expression: string) => withSay(`(${expression})`)?.toString().split('\n').slice(1).join('\n') ?? null

/** The expression as the build leaves it, evaluated. */
function evaluated(expression: string, names: Record<string, unknown> = {}): unknown {
  const all = { say_: say, sayIn_: sayInMarkup, sense, verbatim, ...names }
  return new Function(...Object.keys(all), `return ${built(expression) ?? expression}`)(...Object.values(all))
}
afterEach(() => useEnglish(null))

describe('what the build finds', () => {
  it('text of a template with its values, however it is broken into lines', async () => {
    expect(await keysOfVue('<p>共 {{ n }} 件，\n   已办 {{ done }} 件</p>', 'const n = 1, done = 2')).toEqual(['共 {0} 件， 已办 {1} 件'])
  })
  it('attributes, static and bound', async () => {
    expect((await keysOfVue('<p title="标题" :aria-label="`第 ${n} 件`">{{ n }}</p>', 'const n = 1')).sort()).toEqual(['标题', '第 {0} 件'])
  })
  it('static markup that Vue writes as one string', async () => {
    const rows = Array.from({ length: 24 }, (_, at) => `<p class="row" title="第${at}行">说明${at}</p>`).join('')
    const code = await vue(`<div>${rows}</div>`)
    expect(code).toContain('createStaticVNode')
    const keys = keysOf(parseAst(code))
    expect(keys).toContain('说明3')
    expect(keys).toContain('第3行')
    expect(keys.filter((key) => key.includes('<'))).toEqual([])
  })
  it('words in branches, handlers and props of a template', async () => {
    expect((await keysOfVue(`<p v-if="open" @click="told('已办')">{{ open ? '开' : '关' }}</p>`, 'const open = true; const told = (_: string) => 0')).sort()).toEqual(['关', '已办', '开'])
  })
})

describe('a text of the script', () => {
  it('is one call with its values', () => {
    expect(built('`共 ${n} 件`')).toBe('(say_("共 {0} 件", n))')
    expect(built("'共 ' + n + ' 件'")).toBe('(say_("共 {0} 件", n))')
    expect(built("'共' + '两件'")).toBe('(say_("共两件"))')
  })
  it('may begin and end with a value, and hold another text', () => {
    expect(evaluated("`${name}${more ? `等 ${n} 人` : ''}正在编辑`", { name: '王工', more: true, n: 4 })).toBe('王工等 4 人正在编辑')
    expect(evaluated('`${`甲${n}`}${`乙${n}`}`', { n: 1 })).toBe('甲1乙1')
  })
  it('adds numbers before it makes words of them', () => {
    expect(evaluated("a + b + '件'", { a: 1, b: 2 })).toBe('3件')
  })
  it('is left alone as a key, a comparison, or what a text is searched for', () => {
    for (const code of ["x === '是'", "{ 是: 1, '否': 2 }", "x['是']", "text.split('、')", "text.includes('待填')", '/待填/.test(x)', "text.replace('待', x)"]) expect(built(code)).toBeNull()
    expect(withSay("import '甲'; export * from '乙'; switch (x) { case '丙': break }")).toBeNull()
  })
  it('is left alone in verbatim(), whatever it is in', () => {
    expect(built("verbatim('撤销')")).toBeNull()
    expect(built("verbatim({ reason: `第${n}次` })")).toBeNull()
  })
  it('is left alone in files for citizens', () => {
    expect(isSaid('filing/SlipSheet.vue')).toBe(false)
    expect(isSaid('filing/FilingPage.vue')).toBe(true)
    expect(isSaid('api/schema.d.ts')).toBe(false)
  })
})

describe('what is said', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['`共 ${n} 件${more}`', { n: 3, more: null }],
    ["n + '、' + list.join('、')", { n: undefined, list: ['甲', '乙'] }],
    ["`${n > 1 ? '多' : '少'} ${n} 件，$1 和 {x}`", { n: 2 }],
    ["'<b>' + '甲 & 乙'", {}],
  ]
  it.each(cases)('in Chinese is what the source says: %s', (expression, names) => {
    expect(evaluated(expression, names)).toBe(new Function(...Object.keys(names), `return ${expression}`)(...Object.values(names)))
  })
  it('in English has its values where English wants them', () => {
    useEnglish({ '第 {0} 页，共 {1} 页': 'of {1} pages, this is {0}' })
    expect(evaluated('`第 ${2} 页，共 ${9} 页`')).toBe('of 9 pages, this is 2')
  })
  it('falls back to Chinese', () => {
    useEnglish({})
    expect(evaluated('`共 ${2} 件`')).toBe('共 2 件')
  })
  it('does not read values that look like places', () => {
    expect(evaluated('`甲${a}乙${b}`', { a: '{1}', b: '$&' })).toBe('甲{1}乙$&')
  })
  it('is told apart where English has two words', () => {
    useEnglish({ '转办|transfer': 'Transfer', 转办: 'Referrals' })
    expect([evaluated("sense('转办', 'transfer')"), evaluated("'转办'")]).toEqual(['Transfer', 'Referrals'])
    expect(keysOf(parseAst("sense('转办', 'transfer')"))).toEqual(['转办|transfer'])
  })
  it('stays text in markup', () => {
    useEnglish({ 甲: 'a < b' })
    expect(sayInMarkup('甲')).toBe('a &lt; b')
  })
})
