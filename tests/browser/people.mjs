// Staff and citizens over the API: what a spec needs to stand before the browser starts.

export const kPassword = 'a right horse battery'

/** A member of staff with a session of their own. */
export class Colleague {
  #cookie = ''
  #token = ''

  constructor(url) {
    this.url = url
  }

  static async loggedIn(url, login, password = kPassword) {
    const colleague = new Colleague(url)
    await colleague.#enter('/api/v1/session', { login, password })
    return colleague
  }

  /** Uses the one-time link; an administrator who is dispatcher of the lead office too. */
  static async first(site) {
    const colleague = new Colleague(site.url)
    await colleague.#enter('/api/v1/setup/password', { token: site.firstToken, login: 'zhou', name: '周敏', password: kPassword })
    return colleague
  }

  async #enter(path, body) {
    const response = await fetch(this.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
    const session = await response.json()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(session)}`)
    this.#cookie = response.headers.get('set-cookie').split(';')[0]
    this.#token = session.csrf_token
  }

  /** The answer's body; throws for everything that is not 2xx. */
  async call(method, path, body) {
    const response = await fetch(this.url + path, {
      method,
      headers: { Cookie: this.#cookie, 'X-CSRF-Token': this.#token, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  ticket(number) {
    return this.call('GET', `/api/v1/tickets/${number}`)
  }

  /** Makes a move with the ticket's present version. */
  async move(number, move, body = {}) {
    const { ticket } = await this.ticket(number)
    return this.call(move === 'draft' ? 'PUT' : 'POST', `/api/v1/tickets/${number}/${move}`, { ...body, version: ticket.version })
  }

  /** Waits until the message stands at the desk. */
  async taken(number) {
    return until(`ticket ${number}`, async () => {
      try {
        return await this.ticket(number)
      } catch (failure) {
        if (!/: 404 /.test(failure.message)) throw failure
        return null
      }
    })
  }
}

const kPatienceMs = 15_000

export async function until(what, check) {
  const end = Date.now() + kPatienceMs
  while (Date.now() < end) {
    const found = await check()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  throw new Error(`waited in vain for ${what}`)
}

/** The administrator, a unit that is not the lead, and its handler and reviewer; the guided first start done. `review`: whether a second person signs replies. */
export async function staffedTown(site, { review = true } = {}) {
  const admin = await Colleague.first(site)
  for (const step of ['units', 'people', 'hours', 'channels', 'test_message']) await admin.call('PUT', `/api/v1/setup/${step}`)
  await admin.call('PUT', '/api/v1/settings', { ...(await admin.call('GET', '/api/v1/settings')), reply_needs_review: review })
  const { items } = await admin.call('GET', '/api/v1/units')
  const unit = items.find((known) => !known.lead && known.active)
  const other = items.find((known) => !known.lead && known.active && known.code !== unit.code)
  const person = (login, name, roles) => admin.call('POST', '/api/v1/staff', { login, name, unit: unit.code, roles, password: kPassword })
  await person('gong', '王工', ['handler'])
  await person('shen', '沈审', ['reviewer'])
  return { admin, unit, other }
}

/** An item of the catalogue with a text that a second person has reviewed. */
export async function publishedItem(site, { admin, unit }, id) {
  const author = await Colleague.loggedIn(site.url, 'shen')
  const period = { kind: 'monthly', day: 31 }
  await admin.call('PUT', `/api/v1/catalogue/${id}`, { category: '村务公开', subcategory: '财务', name: '每月收支', content: '收支明细、债权债务', basis: '村民委员会组织法第三十条', unit: unit.code, channel: '村务公开栏', period, version: 0 })
  await admin.call('PUT', `/api/v1/catalogue/${id}-other`, { category: '村务公开', subcategory: '', name: '一般事项', unit: unit.code, period: { kind: 'event', workdays: 20 }, version: 0 })
  const made = await author.call('POST', `/api/v1/catalogue/${id}/publications`, { cycle: '', title: '十一月收支表', text: '收入1万元，支出2万元。\n\n结余见公开栏。', link: 'https://www.example.gov.cn/' })
  const [{ text_hash: hash }] = (await author.call('GET', `/api/v1/catalogue/${id}`)).publications
  await admin.call('POST', `/api/v1/catalogue-publications/${made.id}/review`, { text_hash: hash, secrecy: true, privacy: true, wording: true })
}

/** A citizen's message; {number, code}. */
export async function write(site, message) {
  const response = await fetch(`${site.url}/api/v1/messages`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(message) })
  const receipt = await response.json()
  if (response.status !== 201) throw new Error(`messages: ${response.status} ${JSON.stringify(receipt)}`)
  return receipt
}

/** A message that lies with the unit. */
export async function assigned(site, admin, unit, message) {
  const receipt = await write(site, message)
  const { ticket } = await admin.taken(receipt.number)
  if (ticket.unit !== unit.code) await admin.move(receipt.number, 'assign', { unit: unit.code, reason: '测试' })
  return receipt
}

export async function status(site, { number, code }) {
  return (await fetch(`${site.url}/api/v1/messages/${number}?code=${code}`)).json()
}
