// The record itself, where a test must set what time would bring: the sqlite3 program on the server's file.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Rows of a statement as objects. */
export function sql(site, statement) {
  const text = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 20000', join(site.folder, 'huiying.db'), statement], { encoding: 'utf8' })
  return text.trim() ? JSON.parse(text) : []
}
