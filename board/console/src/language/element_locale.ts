import zhCn from 'element-plus/es/locale/lang/zh-cn'
import { englishElement } from './say'

/** The words of Element Plus's own parts: pickers, message boxes. */
export const elementLocale = () => englishElement() ?? zhCn
