// Where each role's work begins.
import { hasRole, session } from '@/session'

export function homeQueue(): string {
  if (hasRole('dispatcher')) return 'to_dispatch'
  if (hasRole('handler')) return 'mine'
  if (hasRole('reviewer')) return 'to_review'
  return 'all'
}

export function homePath(): string {
  if (session.current?.setup_open && hasRole('administrator')) return '/setup'
  const roles = session.current?.staff.roles ?? []
  if (roles.length > 0 && roles.every((role) => role === 'manager')) return '/dashboard'
  return `/desk/${homeQueue()}`
}
