import { switchTo, type Language } from './language'
import { isEnglish, verbatim } from './say'

/** The language that one can switch to, in its own word. */
export const otherLanguage = (): { code: Language; lang: string; name: string } =>
  isEnglish() ? { code: 'zh', lang: 'zh-CN', name: verbatim('中文') } : { code: 'en', lang: 'en', name: 'English' }

export const switchLanguage = () => switchTo(otherLanguage().code)
