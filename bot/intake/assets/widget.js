// 网页咨询窗口: one script tag on any page. Everything lives in a shadow root; styles are a constructed sheet and nothing is
// inline, so that the page's policy need only allow this script and its connection (docs/channels/webchat.md). Served behind
// widget_style.js and widget_photos.js as one script (chat_widget.cpp).
(() => {
  'use strict'
  const script = document.currentScript
  if (!script || window.__huiyingChat) return
  window.__huiyingChat = true

  const kMostCharacters = 2000
  const kFirstWaitMs = 1000
  const kLongestWaitMs = 30000
  const kResendMs = 4000
  const base = new URL('..', script.src).href // ".../chat/widget.js" lies one below the service's own address
  const account = script.dataset.account || 'web'
  const storageName = `huiying-chat|${base}|${account}`

  // ---- what the page keeps: whose talk it is, and what was written and is not acknowledged yet
  const kept = (() => {
    try {
      return { token: '', pending: [], large: false, ...JSON.parse(localStorage.getItem(storageName) || '{}') }
    } catch {
      return { token: '', pending: [], large: false }
    }
  })()
  const keep = () => {
    try {
      localStorage.setItem(storageName, JSON.stringify(kept))
    } catch {
      // Without storage the talk lasts as long as the page.
    }
  }
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  // ---- the window
  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith('aria-') || name === 'role' || name === 'for') element.setAttribute(name, value)
      else element[name] = value
    }
    element.append(...children)
    return element
  }
  const host = make('huiying-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(kStyle)
    shadow.adoptedStyleSheets = [sheet]
  } catch {
    shadow.append(make('style', { textContent: kStyle })) // an old browser; its page must allow inline styles
  }
  const bubble = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  bubble.setAttribute('viewBox', '0 0 24 24')
  bubble.setAttribute('aria-hidden', 'true')
  const outline = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  outline.setAttribute('d', 'M4 5h16v11H10l-4 4v-4H4z')
  bubble.append(outline)
  const badge = make('span', { className: 'badge', hidden: true })
  const launchWords = make('span', { textContent: '在线咨询' })
  const launch = make('button', { type: 'button', className: 'launch', 'aria-expanded': 'false' }, bubble, launchWords, badge)
  const heading = make('h2', { id: 'title', textContent: '在线咨询' })
  const large = make('button', { type: 'button', className: 'large', textContent: '大字', 'aria-pressed': 'false' })
  const close = make('button', { type: 'button', className: 'close', textContent: '收起' })
  const state = make('p', { className: 'state', role: 'status', hidden: true })
  const log = make('div', { className: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': '对话内容', tabIndex: 0 })
  const field = make('textarea', { id: 'words', rows: 1, maxLength: kMostCharacters, placeholder: '写下您的问题', autocomplete: 'off' })
  const label = make('label', { for: 'words', className: 'hidden-words', textContent: '您的问题，按回车发送' })
  const tray = photoTray({ make, newId, onChange: () => field.focus() })
  const send = make('button', { type: 'submit', className: 'send', textContent: '发送' })
  const person = make('button', { type: 'button', className: 'person', textContent: '转人工' })
  const form = make('form', {}, label, field, person, tray.button, tray.picker, send)
  const panel = make('section', { className: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true }, make('header', {}, heading, large, close), state, log, ...tray.parts, form)
  shadow.append(make('div', { className: 'root', lang: 'zh-CN' }, launch, panel))

  const shown = new Map() // by key
  let after = 0
  let unread = 0
  let isIntroduced = false

  const kNames = { mine: '我', system: '自动答复', staff: '工作人员' }

  function choicesIn(text) {
    const choices = [...text.matchAll(/^([0-3]) (.+)$/gm)].map(([, digit, words]) => ({ words: `${digit} ${words}`, say: digit }))
    if (choices.length > 1) return choices
    if (/回复“满意”/.test(text)) return ['满意', '基本满意', '不满意'].map((words) => ({ words, say: words }))
    if (/没有解决，请回复“没解决”/.test(text)) return [{ words: '没解决', say: '没解决' }]
    return []
  }

  function dropChips() {
    for (const chips of log.querySelectorAll('.chips')) chips.remove()
  }

  function show(key, who, text) {
    if (shown.has(key)) return shown.get(key)
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80
    const item = make('div', { className: `item ${who}` }, make('span', { className: 'who', textContent: kNames[who] }), make('div', { className: 'words', textContent: text }))
    if (who !== 'staff') dropChips()
    const choices = who === 'mine' ? [] : choicesIn(text)
    if (choices.length) {
      const chips = choices.map(({ words, say }) => {
        const chip = make('button', { type: 'button', textContent: words })
        chip.addEventListener('click', () => write(say))
        return chip
      })
      item.append(make('div', { className: 'chips', role: 'group', 'aria-label': '可以直接选择' }, ...chips))
    }
    log.append(item)
    shown.set(key, item)
    if (atEnd || who === 'mine') log.scrollTop = who === 'mine' ? log.scrollHeight : Math.max(0, Math.min(log.scrollHeight, item.offsetTop - log.offsetTop - 12))
    if (panel.hidden && who === 'staff') {
      unread += 1
      badge.textContent = String(unread)
      badge.hidden = false
      launch.setAttribute('aria-label', `在线咨询，${unread}条新答复`)
    }
    return item
  }

  function mark(item, words, isBad = false) {
    let fate = item.querySelector('.fate')
    if (!fate) item.append((fate = make('span', {})))
    fate.className = isBad ? 'fate bad' : 'fate'
    fate.textContent = words
    if (item === log.lastElementChild) log.scrollTop = log.scrollHeight
  }

  function introduce(service) {
    if (isIntroduced) return
    isIntroduced = true
    const item = show('intro', 'system', `您好，这里是${service || '在线咨询'}。可以直接提问，也可以反映身边的问题，说清时间、地点就更好办。先由系统自动答复，随时可以转人工。\n请不要写身份证号、银行卡号。情况紧急请直接拨打110、119或120。`)
    log.prepend(item)
  }

  // ---- the connection
  let socket = null
  let wait = kFirstWaitMs
  let timer = 0
  let isWelcome = false

  function say(words) {
    state.textContent = words
    state.hidden = !words
  }

  function connect() {
    clearTimeout(timer)
    if (socket) return
    isWelcome = false
    const address = new URL(`chat/${encodeURIComponent(account)}/socket`, base)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    try {
      socket = new WebSocket(address)
    } catch {
      return reconnect()
    }
    const own = socket
    own.addEventListener('open', () => own.send(JSON.stringify({ t: 'hello', token: kept.token, after })))
    own.addEventListener('message', (event) => own === socket && hear(JSON.parse(event.data)))
    own.addEventListener('close', () => {
      if (own !== socket) return
      socket = null
      reconnect()
    })
  }

  function reconnect() {
    isWelcome = false
    say(navigator.onLine === false ? '网络已断开，恢复后自动连接' : '连接已断开，正在重新连接……')
    clearTimeout(timer)
    timer = setTimeout(connect, wait * (0.5 + Math.random() / 2))
    wait = Math.min(wait * 2, kLongestWaitMs)
  }

  const isOpen = (own) => Boolean(own) && own === socket && isWelcome && own.readyState === WebSocket.OPEN
  const tell = (own, frame) => own.send(JSON.stringify(frame))
  const filesOf = new Map() // photos by the id of their message, until it is acknowledged
  const passing = [] // messages on their way, in their order: photos take time
  const photos = photoSender({ isOpen, tell, progress: (message, words) => mark(shown.get(`cid:${message.id}`), words) })

  function pass(message) {
    if (!isOpen(socket) || passing.includes(message)) return
    passing.push(message)
    if (passing.length === 1) passAll()
  }

  async function passAll() {
    for (; passing.length; passing.shift()) {
      const own = socket
      if (isOpen(own)) await passOne(own, passing[0])
      if (own !== socket && kept.pending.includes(passing[0]) && isOpen(socket)) passing.push(passing[0]) // it is back already
    }
  }

  async function passOne(own, message) {
    const files = filesOf.get(message.id)
    if (!files) return tell(own, { t: 'say', id: message.id, text: message.text })
    const failed = await photos.send(own, message, files)
    if (failed) return notSent(message, failed)
    if (!isOpen(own)) return
    mark(shown.get(`cid:${message.id}`), '正在发送……')
    tell(own, { t: 'say', id: message.id, text: message.text, photos: files.map(({ id }) => id) })
  }

  /** Later by itself, or, where a photo is refused, back into the writer's hands. */
  function notSent(message, { photo, word }) {
    if (!word) return // the connection is gone: again when it is back
    const item = shown.get(`cid:${message.id}`)
    if (word.again) return later(message, item, word.title)
    const others = filesOf.get(message.id).filter((each) => each !== photo)
    settle(message.id, item, `没有发出：照片“${photo.name}”${word.title}`, true)
    giveBack(message, others)
    tray.complain(`照片“${photo.name}”没有发出：${word.title}。您写的内容还在。`)
  }

  function later(message, item, words) {
    mark(item, words)
    setTimeout(() => kept.pending.includes(message) && pass(message), kResendMs)
  }

  /** What could not be sent is there to be changed. */
  function giveBack(message, files) {
    if (!field.value) field.value = message.text
    tray.giveBack(files)
  }

  /** The page was left before its photos were sent, and a page keeps words, not files. Whether words are left to send. */
  function withoutLostPhotos(message, item) {
    if (!message.photos || filesOf.has(message.id)) return true
    delete message.photos
    keep()
    tray.complain('上次的照片没有发出，请重新选择。')
    if (message.text) return true
    settle(message.id, item, '照片没有发出，请重新选择', true)
    return false
  }

  async function showPictures(item, files) {
    const pictures = await Promise.all(files.map(({ file }) => drawn(file, 192)))
    pictures.forEach((picture, i) => {
      picture.setAttribute('role', 'img')
      picture.setAttribute('aria-label', `照片“${files[i].name}”`)
    })
    item.querySelector('.words').before(make('div', { className: 'pictures' }, ...pictures))
    if (item === log.lastElementChild) log.scrollTop = log.scrollHeight
  }

  const kHear = {
    welcome({ token, title, service, lines }) {
      isWelcome = true
      wait = kFirstWaitMs
      say('')
      if (token !== kept.token) {
        kept.token = token
        keep()
      }
      if (title) heading.textContent = launchWords.textContent = title
      introduce(service)
      for (const line of lines) kHear.line(line)
      for (const message of [...kept.pending]) {
        const item = show(`cid:${message.id}`, 'mine', message.text || '[图片]')
        if (!withoutLostPhotos(message, item)) continue
        mark(item, '正在发送……')
        pass(message)
      }
    },
    line({ id, key, cid, by, text }) {
      after = Math.max(after, id)
      if (by === 'citizen') settle(cid, show(`cid:${cid}`, 'mine', text), '已收到')
      else show(key, by, text)
    },
    received({ id }) {
      settle(id, shown.get(`cid:${id}`), '已收到')
    },
    photo_wanted: photos.hear,
    photo_kept: photos.hear,
    refused(word) {
      const { id, title, again } = word
      if ([...filesOf.values()].flat().some((photo) => photo.id === id)) return photos.hear(word)
      const message = kept.pending.find((each) => each.id === id)
      if (!message) return say(title)
      const item = shown.get(`cid:${id}`)
      if (again) return later(message, item, title)
      const files = filesOf.get(id) || []
      settle(id, item, `没有发出：${title}`, true)
      giveBack(message, files)
    },
  }
  const hear = (message) => kHear[message.t]?.(message)

  function settle(id, item, words, isBad = false) {
    const before = kept.pending.length
    kept.pending = kept.pending.filter((message) => message.id !== id)
    if (kept.pending.length !== before) keep()
    filesOf.delete(id)
    if (item) mark(item, words, isBad)
  }

  function write(text, files = []) {
    const words = text.trim()
    if (!words && !files.length) return
    const message = { id: newId(), text: words }
    if (files.length) {
      message.photos = files.length
      filesOf.set(message.id, files)
    }
    kept.pending.push(message)
    keep()
    const item = show(`cid:${message.id}`, 'mine', words || '[图片]')
    if (files.length) showPictures(item, files)
    mark(item, '正在发送……')
    pass(message)
    connect()
  }

  // ---- keys and clicks
  function open() {
    panel.hidden = false
    launch.hidden = true
    unread = 0
    badge.hidden = true
    launch.removeAttribute('aria-label')
    launch.setAttribute('aria-expanded', 'true')
    connect()
    field.focus()
    log.scrollTop = log.scrollHeight
  }

  function shut() {
    panel.hidden = true
    launch.hidden = false
    launch.setAttribute('aria-expanded', 'false')
    launch.focus()
  }

  function enlarge() {
    host.toggleAttribute('data-large', kept.large)
    large.setAttribute('aria-pressed', String(kept.large))
  }

  function sendField() {
    write(field.value, tray.take())
    field.value = ''
    field.style.height = ''
    field.focus()
  }

  launch.addEventListener('click', open)
  close.addEventListener('click', shut)
  large.addEventListener('click', () => {
    kept.large = !kept.large
    keep()
    enlarge()
  })
  person.addEventListener('click', () => write('转人工'))
  field.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files || [])]
    if (!files.length) return
    event.preventDefault()
    tray.add(files)
  })
  panel.addEventListener('keydown', (event) => {
    event.stopPropagation() // the page's own shortcuts are not meant
    if (event.key === 'Escape') shut()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    sendField()
  })
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    sendField()
  })
  field.addEventListener('input', () => {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight + 2}px`
  })
  addEventListener('online', () => {
    wait = kFirstWaitMs
    if (!socket && !state.hidden) connect()
  })

  const begin = () => {
    document.body.append(host)
    enlarge()
    if ('open' in script.dataset) open()
    else if (kept.token) connect() // who has a talk hears of its answers on any page
  }
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin)
})()
