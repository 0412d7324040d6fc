// A configuration that is wrong in one place: the start is refused with exit code 2, and the message says where, what and what else.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { kRoot, run, temporaryFolder, writeIn } from './harness.mjs'

let folder

before(() => (folder = temporaryFolder()))
after(() => rmSync(folder, { recursive: true, force: true }))

async function refused(args, options = {}) {
  const { status, stdout, stderr } = await run([...args, '--data.folder', join(folder, 'data'), '--server.address', '127.0.0.1'], options)
  assert.equal(status, 2, stderr)
  assert.equal(stdout, '')
  return stderr
}

/** What `serve` says of a file with these lines. */
const refusedFile = (text) => refused(['serve', '--config', writeIn(folder, 'huiying.toml', text)])

describe('a configuration file', () => {
  test('with an unknown key is refused with file, line, key and the keys that there are', async () => {
    const said = await refusedFile('[server]\nport = 8080\nprot = 1\n')
    assert.match(said, /huiying\.toml:3.*server\.prot/)
    assert.match(said, /allowed:.*server\.port/)
  })

  test('with a value of the wrong type is refused with file, line, key and the type', async () => {
    assert.match(await refusedFile('[server]\nport = "many"\n'), /huiying\.toml:2.*server\.port.*allowed: a whole number/)
    assert.match(await refusedFile('\n\n[data]\nfolder = 7\n'), /huiying\.toml:4.*data\.folder.*allowed: a text/)
  })

  test('with a number out of its range is refused with file, line, key and the range', async () => {
    assert.match(await refusedFile('[server]\nport = 70000\n'), /huiying\.toml:2.*server\.port.*70000.*allowed:.*0.*65535/)
  })

  test('with a word that is none of the choices is refused with those', async () => {
    assert.match(await refusedFile('[log]\nlevel = "loud"\n'), /huiying\.toml:2.*log\.level.*loud.*allowed:.*debug.*info.*warn.*error/)
  })

  test('that is not TOML is refused with file and line', async () => {
    assert.match(await refusedFile('[server\nport = 1\n'), /huiying\.toml:[12]/)
  })

  test('that is not there is refused with its path', async () => {
    const path = join(folder, 'nowhere.toml')
    const said = await refused(['serve', '--config', path])
    assert.ok(said.includes(path), said)
  })
})

describe('a flag or a variable', () => {
  test('with a bad value is refused in the same words', async () => {
    assert.match(await refused(['serve', '--server.port', 'many']), /server\.port.*many.*allowed: a whole number/)
    assert.match(await refused(['serve'], { env: { HUIYING_SERVER_PORT: '70000' } }), /HUIYING_SERVER_PORT.*70000.*allowed/)
  })

  test('that is unknown is refused', async () => {
    assert.match(await refused(['serve', '--server.prot', '1']), /server\.prot/)
    assert.match(await refused(['serve'], { env: { HUIYING_SERVER_PROT: '1' } }), /HUIYING_SERVER_PROT/)
  })
})

describe('the town', () => {
  test('without its files is refused with their path', async () => {
    const town = join(folder, 'no-town')
    const said = await refused(['serve', '--town.folder', town])
    assert.ok(said.includes(town), said)
  })

  test('with a broken file is refused with file and line', async () => {
    const town = join(folder, 'town')
    cpSync(join(kRoot, 'config/towns/maqiao'), town, { recursive: true })
    const units = readFileSync(join(town, 'units.toml'), 'utf8').split('\n')
    const line = units.findIndex((text) => text.startsWith('short_name')) + 1
    writeIn(town, 'units.toml', units.map((text, i) => (i + 1 === line ? text.replace('short_name', 'shrot_name') : text)).join('\n'))
    const said = await refused(['serve', '--town.folder', town])
    assert.match(said, new RegExp(`units\\.toml:${line}.*shrot_name`), said)
  })
})

describe('a good configuration', () => {
  test('is shown by check-config: a flag over a variable over the file, and no secret', async () => {
    const file = writeIn(folder, 'good.toml', '[server]\nport = 1001\nthreads = 3\n[log]\nlevel = "warn"\n[redis]\npassword = "hunter2"\n')
    const { status, stdout } = await run(['check-config', '--config', file, '--server.port', '1003'], { env: { HUIYING_SERVER_PORT: '1002', HUIYING_SERVER_THREADS: '5' } })
    assert.equal(status, 0)
    assert.match(stdout, /server\.port = "1003"/)
    assert.match(stdout, /server\.threads = "5"/)
    assert.match(stdout, /log\.level = "warn"/)
    assert.ok(!stdout.includes('hunter2'))
  })

  test('is printed, commented, by reference-config, and can be read back', async () => {
    const { status, stdout } = await run(['reference-config'])
    assert.equal(status, 0)
    const checked = await run(['check-config', '--config', writeIn(folder, 'reference.toml', stdout)])
    assert.equal(checked.status, 0, checked.stderr)
  })
})

describe('a setting that can be read but makes no sense', () => {
  const cases = {
    'a proxy that is no address': ['server.trusted_proxies', 'portal'],
    'a role that there is not': ['roles', 'intake,cook'],
    'a base path that does not begin with a slash': ['server.base_path', 'huiying'],
    'a public address that is none': ['server.public_url', 'maqiao'],
    'an address that is none': ['server.address', 'everywhere'],
  }
  for (const [what, [key, value]] of Object.entries(cases))
    test(`${what} is refused with its key`, async () => {
      const variable = `HUIYING_${key.toUpperCase().replace('.', '_')}`
      const { status, stderr: said } = await run(['serve', '--server.port', '0', '--data.folder', join(folder, 'data')], { env: { [variable]: value } })
      assert.equal(status, 2, said)
      assert.ok(said.includes(key) && said.includes(value.split(',').at(-1)), said)
    })
})
