import { serverWord } from '@/language/say'

/** A stage's title, behind "信息公开：" where it is of a matter of that kind. */
export function templateTitle(title: string): string {
  const whole = serverWord(title)
  if (whole !== title) return whole
  const at = title.indexOf('：') + 1
  return serverWord(title.slice(0, at)) + serverWord(title.slice(at))
}
