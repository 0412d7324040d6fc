// What a clerk is typing for a citizen: kept in this tab until it is filed, so that a reload or an ended session loses nothing.
import type { Schema } from '@/api/client'

export type FilingForm = Required<Omit<Schema['NewFiling'], 'publish'>> & { publish: boolean; once: string }

const kKey = 'huiying.filing'

/** The same key again is the same message: a second try after a lost answer makes no second ticket. */
export function newOnce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function emptyForm(): FilingForm {
  return { way: 'phone', received_at: '', subject: '', text: '', kind: 'question', unit: '', name: '', contact: '', place: '', publish: false, once: newOnce() }
}

export function isEmpty(form: FilingForm): boolean {
  return [form.subject, form.text, form.name, form.contact, form.place, form.unit, form.received_at].every((text) => text === '')
}

export function keptForm(login: string, storage: Storage = sessionStorage): FilingForm {
  try {
    const kept = JSON.parse(storage.getItem(`${kKey}.${login}`) ?? 'null') as Partial<FilingForm> | null
    return { ...emptyForm(), ...kept }
  } catch {
    return emptyForm()
  }
}

export function keepForm(login: string, form: FilingForm, storage: Storage = sessionStorage) {
  try {
    if (isEmpty(form)) storage.removeItem(`${kKey}.${login}`)
    else storage.setItem(`${kKey}.${login}`, JSON.stringify(form))
  } catch {
    // A full or forbidden storage: the form still stands on the screen.
  }
}
