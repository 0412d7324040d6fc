// Copies to the clipboard. Inside a town's network the desk is often plain HTTP, where browsers withhold the newer way.
import { complainedText, told } from './notice'

function copyBySelection(text: string): boolean {
  const holder = document.createElement('textarea')
  holder.value = text
  holder.style.position = 'fixed'
  holder.style.opacity = '0'
  const active = document.activeElement as HTMLElement | null
  ;(active?.closest('.el-overlay-dialog') ?? document.body).append(holder)
  holder.select()
  const done = document.execCommand('copy')
  holder.remove()
  active?.focus()
  return done
}

export async function copyText(text: string) {
  let done = false
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      done = true
    }
  } catch {
    done = false
  }
  if (done || copyBySelection(text)) told('已复制')
  else complainedText('浏览器不允许复制，请选中后手动复制。')
}
