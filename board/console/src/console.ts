import { createApp } from 'vue'
import App from './App.vue'
import { registerElementParts } from './element'
import { router } from './router'
import './styles/theme.css'
import './styles/page.css'
import './styles/desk.css'
import './styles/find.css'
import './styles/shipped.css'
import './styles/writing.css'
import './styles/bell.css'
import './styles/moves.css'
import './styles/drafts.css'
import './styles/digest.css'
import './styles/filing.css'
import './styles/upstream.css'
import './styles/oversight.css'
import './styles/catalogue.css'
import './styles/account.css'
import './styles/language.css'

const app = createApp(App)
registerElementParts(app)
app.use(router).mount('#app')
