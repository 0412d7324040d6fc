// `huiying templates`: the wordings on the command line, also where the town's folder has one of its own.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

let folder
const run = (...words) => new Promise((resolve) => {
  // The program refuses HUIYING_ variables that it does not know, those of the tests among them.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUIYING_')))
  execFile(process.env.HUIYING_BIN, ['templates', ...words], { cwd: folder, env }, (error, out, err) => resolve({ code: error?.code ?? 0, out, err }))
})

before(() => { folder = mkdtempSync(join(tmpdir(), 'wordings-')) })
after(() => rmSync(folder, { recursive: true, force: true }))

describe('the wordings on the command line', () => {
  test('are listed with words and names', async () => {
    const { code, out } = await run('list')
    assert.equal(code, 0)
    for (const words of ['complaint  投诉', 'extended  延期告知', 'refused_petition  不予受理：信访事项', 'undisclosed  信息公开：不予公开', 'sms  短信']) assert.ok(out.includes(words), words)
  })

  test('are looked at by word or by Chinese name, and as a town may change them', async () => {
    const { code, out } = await run('preview', 'complaint', 'final_reply', 'letter')
    assert.equal(code, 0)
    assert.match(out, /^王女士，您好：\n\n您反映的“小区门口的路灯不亮”收悉，现答复如下：/)
    assert.equal((await run('preview', '投诉', '办结答复', '书面')).out, out)
    assert.match((await run('preview', 'complaint', 'extended', 'letter', '--for-town')).out, /\{\{称呼\}\}/)
    assert.match((await run('preview', 'information_request', 'undisclosed')).out, /申请行政复议/)
  })

  test('that there are not are refused by name', async () => {
    for (const words of [['nothing', 'final_reply', 'sms'], ['complaint', 'nothing', 'sms'], ['complaint', 'final_reply', 'fax'], ['complaint', 'undisclosed', 'letter']]) {
      const { code, err } = await run('preview', ...words)
      assert.equal(code, 2, words.join(' '))
      assert.match(err, /templates list/)
    }
  })

  test('of the town’s folder take the place of the packed ones', async () => {
    mkdirSync(join(folder, 'own/replies/letters'), { recursive: true })
    writeFileSync(join(folder, 'own/replies/letters/withdrawal_confirmed.mustache'), '本镇自己的撤回告知：{{number}}\n')
    const { out } = await run('preview', 'help', 'withdrawal_confirmed', 'sms', '--town.templates', 'own')
    assert.equal(out, '本镇自己的撤回告知：7K3M-9Q2X-RT4B\n')
  })
})
