// The language first: what a module says is settled when it is loaded.
import { openLanguage } from './language/language'

void openLanguage().then(() => import('./console'))
