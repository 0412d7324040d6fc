// The day that it is in the town, whatever the clock of the computer is set to.
const kShanghaiMs = 8 * 3_600_000

/** "2026-11-26" */
export const shanghaiToday = (now = Date.now()) => new Date(now + kShanghaiMs).toISOString().slice(0, 10)
