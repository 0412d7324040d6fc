// Whether this is a phone's width: the panes of the desk are then screens of their own.
import { ref } from 'vue'

const query = window.matchMedia('(max-width: 820px)')
export const isNarrow = ref(query.matches)
query.addEventListener('change', (change) => (isNarrow.value = change.matches))
