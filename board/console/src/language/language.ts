// Which language the desk is in: Chinese unless somebody chose otherwise in this browser. ?lang=en in an address chooses too.
import { useEnglish } from './say'

export type Language = 'zh' | 'en'

const kKey = 'huiying.language'
const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en'

function kept(): Language {
  try {
    const known = localStorage.getItem(kKey)
    return isLanguage(known) ? known : 'zh'
  } catch {
    return 'zh'
  }
}

/** False where the browser keeps nothing: the address must say it then. */
function keep(language: Language): boolean {
  try {
    localStorage.setItem(kKey, language)
    return true
  } catch {
    return false
  }
}

/** The address with its choice taken over, so that a later choice is not undone by it. */
function wanted(): Language {
  const address = new URL(location.href)
  const asked = address.searchParams.get('lang')
  if (!isLanguage(asked)) return kept()
  if (keep(asked)) {
    address.searchParams.delete('lang')
    history.replaceState(history.state, '', address)
  }
  return asked
}

/** Before anything is shown. Without the dictionary the desk is Chinese rather than empty. */
export async function openLanguage() {
  if (wanted() !== 'en') return
  try {
    useEnglish((await import('./english')).english)
    document.documentElement.lang = 'en'
  } catch {
    useEnglish(null)
  }
}

/** Loads the page anew: what stands in modules and tables is settled when they are loaded. */
export function switchTo(language: Language) {
  const address = new URL(location.href)
  if (keep(language)) address.searchParams.delete('lang')
  else address.searchParams.set('lang', language)
  history.replaceState(history.state, '', address)
  location.reload()
}
