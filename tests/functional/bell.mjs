// What a colleague reads behind the bell. Notices wait for working hours; a test does not.
import { sql } from './record.mjs'

/** Unread notices as in working hours, newest first. */
export async function bell(person) {
  sql(person.site, 'update notice set send_at = 1 where send_at > 1')
  const { items } = await person.get('/api/v1/notices')
  return items.sort((left, right) => right.id - left.id)
}
