// The list of docs/journeys.md and what is gone agree: titles, files, counts.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const folder = new URL('.', import.meta.url)
const kCounts = { citizen: 8, dispatcher: 3, handler: 8, manager: 4, reviewer: 2 }

/** `citizen 1 | what | actions | file` of every journey of the tests. */
function gone() {
  const files = readdirSync(folder).filter((name) => /^journeys_\w+\.spec\.mjs$/.test(name) && name !== 'journeys_listed.spec.mjs')
  return files.flatMap((file) => {
    const [, ...parts] = readFileSync(new URL(file, folder), 'utf8').split(/^journey\('/m)
    return parts.map((part) => {
      const [, who, what] = part.match(/^(\w+ \d+): (.+)', async/)
      const counts = [...part.matchAll(/\.took\(([\d, ]+)\)/g)].flatMap(([, numbers]) => numbers.split(', '))
      return [who, what, counts.join(' '), file].join(' | ')
    })
  })
}

function listed() {
  const text = readFileSync(new URL('../../docs/journeys.md', folder), 'utf8')
  const rows = [...text.matchAll(/^\| (\w+ \d+) \| (.+?) \| (.*?) \| \[.*?\]\(\.\.\/tests\/browser\/(\S+)\) \|$/gm)]
  return rows.map(([, who, what, counts, file]) => [who, what, (counts.match(/\d+/g) ?? []).join(' '), file].join(' | '))
}

test('docs/journeys.md lists exactly the journeys that are gone, with their counts', () => {
  assert.deepEqual(listed().sort(), gone().sort())
})

test('there are twenty-five: eight, eight, three, two and four', () => {
  const counts = {}
  for (const row of gone()) counts[row.split(' ')[0]] = (counts[row.split(' ')[0]] ?? 0) + 1
  assert.deepEqual(Object.fromEntries(Object.entries(counts).sort()), kCounts)
})
