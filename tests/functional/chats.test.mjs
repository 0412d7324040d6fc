// Two hundred written chats, replayed through the web chat of a demonstration town: each turn gets the kind of answer that is
// noted beside it, and every chat reads as it stands in docs/chats.md. HUIYING_WRITE_CHATS=1 writes that file anew.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kRoot, startSite } from './harness.mjs'
import { Citizen, isLive } from './web_chat.mjs'

const kTranscript = join(kRoot, 'docs/chats.md')
const kHead = `# 二百段对话

\`tests/functional/chats.txt\` 里自己写的200段对话，在演示镇上经网页咨询逐句重放得到的记录，由 \`chats.test.mjs\` 核对，
\`HUIYING_WRITE_CHATS=1\` 重写。编号、查询码和日期以“〇”代替；即时答复的正文只留开头。演示镇的问答是样例，【待填】由镇里补。
`

const chats = readFileSync(new URL('chats.txt', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
  const [title, ...turns] = line.split('｜')
  return { title, turns: turns.map((turn) => ({ kind: turn[0], text: turn.slice(2) })) }
})

const kQuestion = [/以上由系统从已审核的常见问题中自动回复/, /您想问的是不是/, /您的留言已收到/, /补充内容已收到/]
const kExpected = {
  g: [/这里是.*请直接写下/, /您的来信（受理编号：.+）正在办理/],
  t: [/^不客气/],
  n: [/^好的。还有别的事/],
  s: [/请用文字写下来/],
  m: [/我是自动答复/],
  q: kQuestion,
  r: [/您的留言已收到/],
  '+': [/补充内容已收到/, /以上由系统从已审核的常见问题中自动回复/],
  c: [/以上由系统从已审核的常见问题中自动回复/],
  h: [/^好的，已为您转人工/, /已经转给工作人员接着办/],
  R: [/已经转给工作人员接着办/],
  e: [/110.*119.*120/],
  x: [/12356/],
  w: [/指定专人查看，不转给被反映的单位和人员/],
  p: [/信访部门/],
  f: [/照片收到了/],
  k: [/没有等您回复的问题/],
}

/** Without what is another every day. */
const settled = (text) => text
  .replace(/(受理编号：)[0-9A-Z-]+/g, '$1〇')
  .replace(/(并入受理编号)[0-9A-Z-]+/g, '$1〇')
  .replace(/(查询码：)[0-9A-Z-]+/g, '$1〇')
  .replace(/(首次回应|最终答复)：.*/g, '$1：最迟〇月〇日')
  .replace(/最迟[^〇\n]*?答复您/g, '最迟〇月〇日答复您')

/** An FAQ answer by its beginning; the entries are the town's, not this file's. */
function shortened(text) {
  const end = text.indexOf('\n以上由系统从已审核的常见问题')
  if (end < 0) return text
  const body = text.slice(0, end)
  return (body.length > 90 ? `${body.slice(0, 90)}……` : body) + text.slice(end)
}

const quoted = (who, text) => `**${who}**：${text.trim().split('\n').filter(Boolean).join('  \n')}\n`

let site
const written = [kHead]

before(async () => {
  site = await startSite({ demo: true, settings: { 'chat.max_per_address': 1000, 'chat.messages_per_minute': 100000 } })
  await isLive(site, 'web')
})
after(async () => {
  await site?.stop()
  if (process.env.HUIYING_WRITE_CHATS) writeFileSync(kTranscript, written.join('\n'))
})

describe('the written chats', () => {
  test('are two hundred, of three to eight turns', () => {
    assert.equal(chats.length, 200)
    for (const { title, turns } of chats) assert.ok(turns.length >= 3 && turns.length <= 8, `${title}: ${turns.length}`)
  })

  test('get the answer that a good clerk would give, and read as in docs/chats.md', async () => {
    const wrong = []
    for (const [at, { title, turns }] of chats.entries()) {
      const citizen = await new Citizen(site).open()
      written.push(`## ${at + 1} ${title}\n`)
      for (const { kind, text } of turns) {
        const { answer } = await citizen.say(text)
        written.push(quoted('市民', text), quoted('回应', shortened(settled(answer))))
        if (!kExpected[kind]?.some((pattern) => pattern.test(answer))) wrong.push(`${title}: [${kind}] ${text} -> ${answer.slice(0, 60)}`)
      }
      citizen.close()
    }
    assert.deepEqual(wrong, [])
    if (!process.env.HUIYING_WRITE_CHATS) assert.equal(written.join('\n'), readFileSync(kTranscript, 'utf8'))
  })

  test('leave each matter in one ticket, and small talk in none', async () => {
    await site.drained()
    assert.equal(await site.metric('huiying_worker_messages_total', { outcome: 'dead_letter' }).catch(() => 0), 0)
    assert.ok((await site.metric('huiying_worker_messages_total', { outcome: 'small_talk' })) > 100)
  })
})
