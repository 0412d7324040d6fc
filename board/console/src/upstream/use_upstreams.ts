// The bodies that pass matters on, read once for all who ask.
import { shallowRef } from 'vue'
import { api, ask, type Schema } from '@/api/client'

const bodies = shallowRef<Schema['Upstream'][]>([])
let reading: Promise<void> | null = null

async function read() {
  try {
    bodies.value = (await ask(api.GET('/api/v1/upstreams'))).items
  } catch {
    reading = null // who asks next tries again
  }
}

export function useUpstreams() {
  reading ??= read()
  return { bodies, again: () => (reading = read()) }
}
