// How a hand makes the moves of a ticket: the menu, its dialog, the lists to choose from.

const kDialog = '.move-dialog:visible'

/** Something in the dialog's field: field('reason textarea'). */
export function field(what) {
  const [name, ...within] = what.split(' ')
  return [`${kDialog} [data-field=${name}]`, ...within].join(' ')
}

/** Chooses a move in the menu; on a phone what is not usual is behind 更多. */
export async function choose(person, move) {
  await person.press('.move-bar >> text=办理')
  await person.page.locator('.move-menu [data-move]').locator('visible=true').first().waitFor()
  if ((await person.page.locator(`.move-menu [data-move=${move}]`).count()) === 0) await person.press('.move-more')
  await person.press(`.move-menu [data-move=${move}]`)
  await person.page.waitForSelector(kDialog)
}

export async function pick(person, name, label) {
  await person.press(field(`${name} .el-select`))
  await person.press(`.el-select-dropdown__item:visible:has-text("${label}")`)
}

/** By a part of its name, in a list of units that one may write into. */
export async function pickUnit(person, select, name) {
  await person.press(select)
  await person.write(`${select} input`, name)
  await person.press(`.el-select-dropdown__item:visible:has-text("${name}")`)
}

export async function confirms(person) {
  await person.press(`${kDialog} .el-dialog__footer .el-button:last-child`)
  await person.page.waitForSelector('.move-dialog', { state: 'hidden' })
}
