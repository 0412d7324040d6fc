// Nothing of a citizen's becomes public before a second person has passed that very text.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status } from './people.mjs'

const kPhone = '13912345678'
const kIdCard = '310112199003074512'
const kText = `我叫张建国，住在银春路88弄12号301室，电话${kPhone}，身份证${kIdCard}。门口路灯不亮，请派人来修。`
const kReply = `张建国先生：银春路路灯已修复，维修人员会与您${kPhone}联系。`
const kReview = { secrecy: true, privacy: true, wording: true, opinion: '可以公开' }

let site, admin, handler, reviewer, both

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  both = await hired(admin, 'both', 'cjzx', ['handler', 'reviewer'])
})
after(() => site?.stop())

/** A ticket that has been answered; its number. */
async function answeredTicket({ publish = true, subject = '路灯不亮' } = {}) {
  const { number } = await assigned(admin, 'cjzx', { subject, text: kText, name: '张建国', contact: kPhone, publish })
  await handler.move(number, 'reply', { text: kReply })
  return number
}

const publicationOf = async (person, number) => (await person.ticket(number)).publication
const propose = (person, number, text) => person.call('PUT', `/api/v1/tickets/${number}/publication`, text)
const review = (person, number, body) => person.call('POST', `/api/v1/tickets/${number}/publication/review`, body)

/** Proposed as the masking rules suggest, with that title. */
async function proposed(number, title, person = handler) {
  const { question, answer, version } = await publicationOf(person, number)
  const done = await propose(person, number, { title, question, answer, version })
  assert.equal(done.status, 200, done.text)
  return done.body
}

async function published(title) {
  const number = await answeredTicket()
  const { text_hash } = await proposed(number, title)
  const done = await review(reviewer, number, { ...kReview, text_hash })
  assert.equal(done.body.state, 'published')
  return number
}

async function onBoard(title) {
  const { body } = await site.send('GET', `/api/v1/published?q=${encodeURIComponent(title)}`)
  return body.items.filter((entry) => entry.title === title)
}

/** Everything that a stranger can read about that title. */
async function publicText(title) {
  const [entry] = await onBoard(title)
  const pages = ['/', `/search?q=${encodeURIComponent(title)}`, ...(entry ? [`/published/${entry.id}`] : [])]
  const texts = await Promise.all(pages.map((path) => site.page(path).then((page) => page.text)))
  return JSON.stringify(entry ?? '') + texts.join('\n')
}

describe('the proposal', () => {
  test('comes masked: no name, phone, identity card or flat of the citizen', async () => {
    const { question, answer, masked, state } = await publicationOf(handler, await answeredTicket())
    assert.equal(state, 'none')
    for (const secret of [kPhone, kIdCard, '张建国', '301室']) assert.ok(!question.includes(secret) && !answer.includes(secret), `${secret} in ${question} / ${answer}`)
    assert.match(question, /路灯不亮/)
    assert.ok(masked.length >= 3, masked.join())
  })

  test('is refused where the citizen has not agreed', async () => {
    const number = await answeredTicket({ publish: false })
    const { question, answer, version, consent } = await publicationOf(handler, number)
    assert.equal(consent, false)
    assert.ok(!(await handler.ticket(number)).allowed_moves.includes('propose_publication'))
    assertProblem(await propose(handler, number, { title: '不许公开', question, answer, version }), 409, 'move_not_allowed')
  })

  test('is refused before there is a reply', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: kText, publish: true })
    assertProblem(await propose(handler, number, { title: '还没有答复', question: '问', answer: '答', version: 0 }), 409, 'move_not_allowed')
  })

  test('with a telephone or identity number that a person wrote is refused, and says which', async () => {
    const number = await answeredTicket()
    const text = { title: '路灯', question: '路灯不亮', answer: '已修好。', version: 0 }
    for (const part of ['title', 'question', 'answer']) {
      assert.match(assertProblem(await propose(handler, number, { ...text, [part]: `请联系${kPhone}。` }), 422, 'phone_left').title, /电话号码/)
      assert.match(assertProblem(await propose(handler, number, { ...text, [part]: `身份证${kIdCard}。` }), 422, 'identity_left').title, /身份证/)
    }
    assert.equal((await publicationOf(handler, number)).state, 'none')
  })

  test('that still names somebody warns who reviews it', async () => {
    const number = await answeredTicket()
    const { body } = await propose(handler, number, { title: '路灯', question: '路灯不亮', answer: '张建国先生：301室门前已修好。', version: 0 })
    assert.deepEqual(body.warnings, ['姓名', '门牌号'])
    assert.deepEqual((await publicationOf(reviewer, number)).warnings, body.warnings)
    assert.match((await reviewer.ticket(number)).history.at(-1).detail, /可能还有：姓名、门牌号/)
  })

  test('publishes nothing by itself', async () => {
    await proposed(await answeredTicket(), '只是提请')
    assert.deepEqual(await onBoard('只是提请'), [])
    assert.ok(!(await publicText('只是提请')).includes('只是提请</'))
  })

  test('with an empty part or a title that is too long is refused', async () => {
    const number = await answeredTicket()
    const text = { title: '标题', question: '问', answer: '答', version: 0 }
    for (const part of ['title', 'question', 'answer']) assertProblem(await propose(handler, number, { ...text, [part]: ' ' }), 400, 'bad_request')
    assertProblem(await propose(handler, number, { ...text, title: '字'.repeat(61) }), 422, 'text_too_long')
  })
})

describe('the review', () => {
  test('publishes the very text that was passed, without the citizen’s data', async () => {
    const number = await published('路灯报修找谁')
    const entries = await onBoard('路灯报修找谁')
    assert.equal(entries.length, 1)
    const { question, answer } = await publicationOf(handler, number)
    assert.deepEqual([entries[0].question, entries[0].answer], [question, answer])
    const seen = await publicText('路灯报修找谁')
    assert.match(seen, /路灯不亮/)
    for (const secret of [kPhone, kIdCard, '张建国', number]) assert.ok(!seen.includes(secret), secret)
  })

  test('needs a second person', async () => {
    const number = await answeredTicket()
    const { text_hash } = await proposed(number, '自己审自己', both)
    assertProblem(await review(both, number, { ...kReview, text_hash }), 409, 'second_person_needed')
    assertProblem(await review(handler, number, { ...kReview, text_hash }), 403, 'forbidden')
    assert.deepEqual(await onBoard('自己审自己'), [])
  })

  test('of another text than the one that stands is refused', async () => {
    const number = await answeredTicket()
    const old = await proposed(number, '第一稿')
    await proposed(number, '第二稿')
    assertProblem(await review(reviewer, number, { ...kReview, text_hash: old.text_hash }), 409, 'text_changed')
    assert.deepEqual(await onBoard('第二稿'), [])
  })

  test('that finds one thing wanting publishes nothing, and is on record', async () => {
    for (const wanting of ['secrecy', 'privacy', 'wording']) {
      const number = await answeredTicket()
      const { text_hash } = await proposed(number, `缺${wanting}`)
      const { body } = await review(reviewer, number, { ...kReview, text_hash, [wanting]: false, opinion: '请再改' })
      assert.equal(body.state, 'proposed')
      assert.deepEqual(body.reviews.map(({ passed, opinion }) => [passed, opinion]), [[false, '请再改']])
      assert.deepEqual(await onBoard(`缺${wanting}`), [])
    }
  })

  test('of nothing proposed is refused', async () => {
    const number = await answeredTicket()
    const { text_hash } = await publicationOf(reviewer, number)
    assertProblem(await review(reviewer, number, { ...kReview, text_hash }), 409, 'move_not_allowed')
  })
})

describe('a published text', () => {
  test('that is edited is gone from the board at once, until it is passed again', async () => {
    const number = await published('会被修改')
    const [entry] = await onBoard('会被修改')
    const changed = await proposed(number, '修改过了')
    assert.equal(changed.state, 'proposed')
    assert.deepEqual([...(await onBoard('会被修改')), ...(await onBoard('修改过了'))], [])
    assert.equal((await site.page(`/published/${entry.id}`)).status, 404)
    await review(reviewer, number, { ...kReview, text_hash: changed.text_hash })
    assert.equal((await onBoard('修改过了')).length, 1)
  })

  test('that is withdrawn is gone at once, and says why in the history', async () => {
    const number = await published('会被撤下')
    const withdraw = (reason) => handler.call('POST', `/api/v1/tickets/${number}/publication/withdraw`, { reason })
    assertProblem(await withdraw(' '), 422, 'empty_text')
    assert.equal((await withdraw('来信人要求')).body.state, 'withdrawn')
    assert.deepEqual(await onBoard('会被撤下'), [])
    assert.match((await handler.ticket(number)).history.at(-1).detail, /来信人要求/)
  })

  describe('whose writer agrees no more', () => {
    const receipts = new Map()
    const withdraw = ({ number, code }) => site.send('POST', `/api/v1/messages/${number}/consent-withdrawal`, { json: { code } })

    before(async () => {
      for (const title of ['同意撤回', '页面上撤回', '还没公开']) receipts.set(title, await assigned(admin, 'cjzx', { subject: title, text: kText, publish: true }))
      for (const [title, { number }] of receipts) {
        await handler.move(number, 'reply', { text: kReply })
        const { text_hash } = await proposed(number, title)
        if (title !== '还没公开') await review(reviewer, number, { ...kReview, text_hash })
      }
    })

    test('is off the board at once, and is never proposed again', async () => {
      const receipt = receipts.get('同意撤回')
      const [entry] = await onBoard('同意撤回')
      const before = await status(site, receipt)
      assert.deepEqual([before.may_withdraw_consent, before.is_public], [true, true])
      assertProblem(await withdraw({ ...receipt, code: '0000-00000' }), 404, 'wrong_code')
      assert.equal((await onBoard('同意撤回')).length, 1)
      const done = await withdraw(receipt)
      assert.equal(done.status, 200, done.text)
      assert.deepEqual([done.body.may_withdraw_consent, done.body.is_public, done.body.state], [false, false, before.state])
      assert.deepEqual(await onBoard('同意撤回'), [])
      assert.equal((await site.page(`/published/${entry.id}`)).status, 404)
      const { history, publication } = await handler.ticket(receipt.number)
      assert.deepEqual([history.at(-1).event, history.at(-1).actor, history.at(-1).detail], ['consent_withdrawn', 'citizen', '撤回了公开同意，已公开的内容已撤下'])
      assert.deepEqual([publication.consent, publication.state], [false, 'withdrawn'])
      const again = { title: '再来', question: '问', answer: '答', version: publication.version }
      assertProblem(await propose(handler, receipt.number, again), 409, 'move_not_allowed')
      assertProblem(await withdraw(receipt), 409, 'move_not_allowed')
    })

    test('goes by the status page without scripts too, which says what became of it', async () => {
      const receipt = receipts.get('页面上撤回')
      const body = new URLSearchParams({ number: receipt.number, code: receipt.code })
      const form = { method: 'POST', body }
      assert.match((await site.page('/q', form)).text, /隐去个人信息后已经公开，撤回后马上撤下/)
      const page = await site.page('/q/consent', form)
      assert.match(page.text, /已撤回公开同意/)
      assert.match(page.text, /您撤回了公开同意/)
      assert.doesNotMatch(page.text, /不想公开了/)
      assert.deepEqual(await onBoard('页面上撤回'), [])
    })

    test('while it is only proposed, cannot be passed any more', async () => {
      const receipt = receipts.get('还没公开')
      const { text_hash } = await publicationOf(reviewer, receipt.number)
      assert.equal((await withdraw(receipt)).status, 200)
      assertProblem(await review(reviewer, receipt.number, { ...kReview, text_hash }), 409, 'move_not_allowed')
      assert.deepEqual(await onBoard('还没公开'), [])
      assert.match((await handler.ticket(receipt.number)).history.at(-1).detail, /拟公开的内容作废/)
    })
  })

  test('can be taken off by its reviewer too, as soon as somebody sees that it must go', async () => {
    const number = await published('审核人撤下')
    const done = await reviewer.call('POST', `/api/v1/tickets/${number}/publication/withdraw`, { reason: '含有内部信息' })
    assert.equal(done.status, 200, done.text)
    assert.deepEqual(await onBoard('审核人撤下'), [])
    assertProblem(await reviewer.call('POST', `/api/v1/tickets/${number}/publication/withdraw`, { reason: '再来一次' }), 409, 'move_not_allowed')
  })

  test('that two people edit at the same time keeps the first edit', async () => {
    const number = await answeredTicket()
    const text = { title: '甲', question: '问', answer: '答', version: 0 }
    assert.equal((await propose(handler, number, text)).status, 200)
    assertProblem(await propose(both, number, { ...text, title: '乙' }), 409, 'version_conflict')
    assert.equal((await publicationOf(handler, number)).title, '甲')
  })

  test('with HTML and template marks is shown as text', async () => {
    const number = await answeredTicket()
    const title = '<img src=x onerror=alert(1)> {{x}}'
    const { body } = await propose(handler, number, { title, question: '<script>alert(1)</script>', answer: '{{{y}}}', version: 0 })
    await review(reviewer, number, { ...kReview, text_hash: body.text_hash })
    const [entry] = await onBoard(title)
    const { text } = await site.page(`/published/${entry.id}`)
    assert.ok(text.includes('&lt;img src=x') && text.includes('&lt;script&gt;') && text.includes('{{{y}}}'))
    assert.ok(!text.includes('<img src=x') && !text.includes('<script>alert'))
  })
})
