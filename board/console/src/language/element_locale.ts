import zhCn from 'element-plus/es/locale/lang/zh-cn'
import { isEnglish } from './say'

/** The words of Element Plus's own parts, such as pickers; without any it speaks English. */
export const elementLocale = () => (isEnglish() ? undefined : zhCn)
