// Repeatable chance: the same seed gives the same run of numbers, so that a failing run can be tried again.

/** Returns { unit(), integer(from, to), pick(list), chance(p) }; `to` is excluded. */
export function makeRandom(seed) {
  let state = seed >>> 0
  const unit = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const integer = (from, to) => from + Math.floor(unit() * (to - from))
  return {
    unit,
    integer,
    pick: (list) => list[integer(0, list.length)],
    chance: (probability) => unit() < probability,
  }
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
