// `huiying import units|people|tickets`: what a town has already, line by line, and routing that learns from it.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { run, temporaryFolder, writeIn } from './harness.mjs'

let folder

before(() => (folder = temporaryFolder()))
after(() => rmSync(folder, { recursive: true, force: true }))

const huiying = (...args) => run([...args, '--data.folder', join(folder, 'data')])

test('past matters come with the file\'s own headings, and routing is trained on them', async () => {
  const rows = Array.from({ length: 200 }, (_, i) => (i % 2 ? `M${i},第${i}盏路灯不亮了,cjzx` : `M${i},第${i}个摊贩占道经营,zfd`))
  const file = writeIn(folder, 'past.csv', `来件号,诉求描述,办理部门\n${rows.join('\n')}\nX1,举报城建中心主任收红包,cjzx\n`)
  const unmapped = await huiying('import', 'tickets', file)
  assert.equal(unmapped.status, 1)
  assert.match(unmapped.stderr, /表头里找不到“内容”一列.*--column/)
  const mapping = ['--column', '来件号=number', '--column', '诉求描述=text', '--column', '办理部门=unit']
  const dry = await huiying('import', 'tickets', file, ...mapping, '--dry-run')
  assert.match(dry.stdout, /第 202 行：涉及对单位或人员的反映/)
  assert.match(dry.stdout, /201 条，可导入 200 条，没有变化 0 条，拒绝 1 条/)
  assert.match((await huiying('import', 'tickets', file, ...mapping, '--all-or-none')).stdout, /一条也没有导入/)
  assert.match((await huiying('routing', 'train')).stdout + (await huiying('routing', 'list')).stdout, /^(?!.*模型 1)/s)
  assert.match((await huiying('import', 'tickets', file, ...mapping)).stdout, /已导入 200 条/)
  assert.match((await huiying('import', 'tickets', file, ...mapping)).stdout, /没有变化 200 条/)
  const trained = await huiying('routing', 'train')
  assert.equal(trained.status, 0, trained.stdout + trained.stderr)
  assert.match((await huiying('routing', 'list')).stdout, /模型 1.*200 件来信/)
})

test('units and people come in, each new person with a password', async () => {
  const units = writeIn(folder, 'units.json', JSON.stringify([{ code: 'testzx', name: '测试中心', keywords: ['测试', '试验'] }, { code: 'cjzx', name: '改了名' }]))
  const brought = await huiying('import', 'units', units)
  assert.equal(brought.status, 1)
  assert.match(brought.stdout, /第 2 行：“cjzx”已有；要覆盖请加 --replace/)
  assert.match(brought.stdout, /已导入 1 条/)
  const people = writeIn(folder, 'people.csv', '登录名,姓名,单位,角色\nwangwu,王五,测试中心,承办人\n')
  assert.doesNotMatch((await huiying('import', 'people', people, '--dry-run')).stdout, /password=/)
  assert.match((await huiying('import', 'people', people)).stdout, /login=wangwu password=\S{16}\n/)
  assert.match((await huiying('user', 'list')).stdout, /wangwu\t王五\ttestzx\thandler/)
})
