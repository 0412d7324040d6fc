// The calendar that the tests count with, against days that everybody knows; the product's due times are held against it wherever
// a ticket is made.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { dueTimes, isWorkingDay } from './calendar.mjs'

test('the tests’ own calendar knows holidays, weekends and working days in lieu', () => {
  assert.equal(isWorkingDay('2026-10-01'), false)
  assert.equal(isWorkingDay('2025-09-28'), true, 'a Sunday worked in lieu')
  assert.equal(isWorkingDay('2025-10-11'), true, 'a Saturday worked in lieu')
  assert.equal(isWorkingDay('2025-10-12'), false)
  assert.equal(isWorkingDay('2025-10-09'), true)
})

test('the tests’ own count leaves out the day of receipt and every day off', () => {
  // Friday: Monday to Friday of the week after.
  assert.deepEqual(dueTimes('2026-11-20T10:00:00+08:00'), { response_due: '2026-11-20T23:59:59+08:00', final_due: '2026-11-27T23:59:59+08:00', provisional: false })
  // The day before the eight days of National Day and Mid-Autumn, with a Saturday worked in lieu after them.
  assert.equal(dueTimes('2025-09-30T23:59:59+08:00').final_due, '2025-10-14T23:59:59+08:00')
  // Late evening in UTC is the next day here.
  assert.equal(dueTimes('2026-11-19T16:30:00Z').response_due, '2026-11-20T23:59:59+08:00')
  // Into a year that is not announced yet, and one that no file covers.
  assert.equal(dueTimes('2026-12-31T10:00:00+08:00').provisional, true)
  assert.deepEqual(dueTimes('2027-12-31T10:00:00+08:00'), { response_due: '2027-12-31T23:59:59+08:00', final_due: null, provisional: true })
})
