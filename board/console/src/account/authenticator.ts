// The address that an authenticator reads from the QR code.
// Source: Key Uri Format of Google Authenticator, which all others took over.
import { verbatim } from '@/language/say'

/** "otpauth://totp/...": SHA-1, six digits, 30 seconds. */
export function authenticatorAddress(secret: string, service: string, login: string): string {
  const issuer = service.replaceAll(':', verbatim('：')) || '回应'
  const query = [`secret=${secret}`, `issuer=${encodeURIComponent(issuer)}`, 'algorithm=SHA1', 'digits=6', 'period=30'].join('&')
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(login)}?${query}`
}
