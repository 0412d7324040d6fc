// A browser that logs in by a platform or a provider: what it keeps, where it is sent.
import assert from 'node:assert/strict'

export class Browser {
  constructor(site) {
    this.site = site
    this.cookies = new Map()
  }

  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  keep(headers) {
    for (const line of headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/)
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
  }

  /** Begins: the platform's address. */
  async begin(way, back = '/') {
    const answer = await this.site.send('POST', `/api/v1/session/ways/${way}`, { json: { back }, headers: { Cookie: this.cookie } })
    assert.equal(answer.status, 200, answer.text)
    this.keep(answer.headers)
    return answer.body.address
  }

  /** Follows the platform back; where the console is opened: its path and query. */
  async comeBack(address) {
    const { pathname, search } = new URL(address)
    const answer = await this.site.send('GET', pathname.slice(this.site.basePath.length) + search, { headers: { Cookie: this.cookie } })
    assert.equal(answer.status, 303, answer.text)
    this.keep(answer.headers)
    const location = answer.headers.get('location')
    const root = `${this.site.basePath}/desk/#`
    assert.ok(location.startsWith(`${root}/`), location)
    return location.slice(root.length)
  }

  /** Whose session it has; '' for nobody's. */
  async who() {
    const answer = await this.site.send('GET', '/api/v1/session', { headers: { Cookie: this.cookie } })
    return answer.status === 200 ? answer.body.staff.login : ''
  }
}

export const whyOf = (path) => new URLSearchParams(path.split('?')[1] ?? '').get('why')
