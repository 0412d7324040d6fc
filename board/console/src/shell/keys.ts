/** Whether keys belong to a field: single-letter shortcuts are then letters. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null
  return element !== null && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable)
}

/** Whether a dialog lies over the page. Closed ones stay in the document, without a box. */
export function dialogOpen(): boolean {
  return [...document.querySelectorAll('.el-overlay')].some((overlay) => overlay.getClientRects().length > 0)
}
