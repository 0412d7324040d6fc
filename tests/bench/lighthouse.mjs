// lighthouse.mjs: the board's pages of the sample town as Lighthouse sees them on a slow phone (its usual simulation), in Debian's
// Chromium. Lighthouse itself comes by npm when this runs; nothing of it is the product's. Exit 1 when a page has less than 95 of 100
// for performance or accessibility.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSite } from '../functional/harness.mjs'

const kVersion = '12.8.2'
const kLeast = 0.95
const kPages = ['/', '/ask', '/q', '/search?q=%E8%B7%AF%E7%81%AF', '/topics', '/statistics', '/units', '/when', '/about', '/chat']

const site = await startSite({ demo: true })
const folder = mkdtempSync(join(tmpdir(), 'huiying-lighthouse-'))
let missed = 0
try {
  const entry = (await (await fetch(`${site.url}/search?q=%E8%B7%AF%E7%81%AF`)).text()).match(/href="(\/published\/[^"]+)"/)?.[1]
  for (const page of entry ? [...kPages, entry] : kPages) {
    const file = join(folder, 'report.json')
    const flags = ['--quiet', '--chrome-flags=--headless=new --no-sandbox', '--only-categories=performance,accessibility', '--output=json', `--output-path=${file}`]
    execFileSync('npm', ['exec', '--yes', `--package=lighthouse@${kVersion}`, '--', 'lighthouse', site.url + page, ...flags], { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' }, stdio: ['ignore', 'ignore', 'inherit'] })
    const { categories, audits } = JSON.parse(readFileSync(file, 'utf8'))
    const [performance, accessibility] = [categories.performance.score, categories.accessibility.score]
    const isMissed = !(performance >= kLeast && accessibility >= kLeast)
    missed += isMissed ? 1 : 0
    console.log(`${page.padEnd(34)} performance ${performance}  accessibility ${accessibility}  ${Math.round(audits['total-byte-weight'].numericValue / 1024)} KB${isMissed ? '  MISSED' : ''}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
  await site.stop()
}
process.exit(missed > 0 ? 1 : 0)
