// 网页咨询窗口: one script tag on any page. Everything lives in a shadow root; styles are a constructed sheet and nothing is
// inline, so that the page's policy need only allow this script and its connection (docs/channels/webchat.md).
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

  const kStyle = `
    :host { all: initial; position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; font-size: 16px;
      --paper: #ffffff; --ink: #1b2430; --quiet: #5a6675; --line: #d5dbe3; --main: #0b5cad; --on-main: #ffffff;
      --mine: #dcebfb; --theirs: #f1f4f8; --alarm: #b3261e; }
    :host([data-large]) { font-size: 21px; }
    *, *::before, *::after { box-sizing: border-box; }
    .root { font-family: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-size: 1em; line-height: 1.6; color: var(--ink); }
    button, textarea { font: inherit; color: inherit; }
    button { cursor: pointer; }
    button:focus-visible, textarea:focus-visible, .log:focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }
    [hidden] { display: none !important; }
    .launch { display: inline-flex; align-items: center; gap: .5em; min-height: 3.25em; padding: 0 1.25em; border: 0; border-radius: 1.7em;
      background: var(--main); color: var(--on-main); font-weight: 600; box-shadow: 0 4px 16px rgba(10, 30, 60, .3); }
    .launch svg { width: 1.4em; height: 1.4em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
    .badge { min-width: 1.5em; padding: 0 .4em; border-radius: .75em; background: var(--alarm); color: #fff; font-size: .85em; text-align: center; }
    .panel { position: fixed; right: 16px; bottom: 16px; display: flex; flex-direction: column; width: min(26em, calc(100vw - 32px));
      height: min(40em, calc(100vh - 32px)); background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden;
      box-shadow: 0 12px 40px rgba(10, 30, 60, .35); }
    header { display: flex; align-items: center; gap: .25em; padding: .5em .5em .5em 1em; background: var(--main); color: var(--on-main); }
    h2 { flex: 1; min-width: 0; margin: 0; font-size: 1.05em; font-weight: 600; }
    header button { min-width: 2.75em; min-height: 2.75em; padding: 0 .5em; border: 0; border-radius: 8px; background: transparent; color: inherit; }
    header button:hover { background: rgba(255, 255, 255, .18); }
    .state { margin: 0; padding: .35em 1em; background: #fff4dc; color: #5c3d00; font-size: .9em; }
    .log { flex: 1; overflow-y: auto; overscroll-behavior: contain; margin: 0; padding: 1em; display: flex; flex-direction: column; gap: .75em; }
    .item { max-width: 88%; align-self: flex-start; }
    .item.mine { align-self: flex-end; }
    .who { display: block; margin: 0 .2em .15em; font-size: .8em; color: var(--quiet); }
    .mine .who { text-align: right; }
    .words { padding: .55em .8em; border-radius: 4px 12px 12px 12px; background: var(--theirs); white-space: pre-wrap; overflow-wrap: anywhere; }
    .mine .words { border-radius: 12px 4px 12px 12px; background: var(--mine); }
    .staff .words { border-left: 3px solid var(--main); }
    .fate { display: block; margin: .15em .2em 0; font-size: .8em; color: var(--quiet); text-align: right; }
    .fate.bad { color: var(--alarm); }
    .chips { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; }
    .chips button { min-height: 2.75em; padding: .25em .9em; border: 1px solid var(--main); border-radius: 1.4em; background: var(--paper); color: var(--main); text-align: left; }
    .chips button:hover { background: var(--mine); }
    form { display: flex; align-items: flex-end; gap: .5em; padding: .6em; border-top: 1px solid var(--line); }
    textarea { flex: 1; min-width: 0; min-height: 2.75em; max-height: 8em; padding: .5em .7em; resize: none; border: 1px solid #8794a5; border-radius: 8px; background: var(--paper); line-height: 1.5; }
    .send { min-height: 2.75em; padding: 0 1.1em; border: 0; border-radius: 8px; background: var(--main); color: var(--on-main); font-weight: 600; }
    .person { min-height: 2.75em; padding: 0 .75em; border: 1px solid var(--main); border-radius: 8px; background: transparent; color: var(--main); white-space: nowrap; }
    .hidden-words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 520px) {
      .panel { inset: 0; width: 100%; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
    }
    @media (prefers-color-scheme: dark) {
      :host { --paper: #17202b; --ink: #e8edf3; --quiet: #a3b0bf; --line: #324052; --main: #8ec2f7; --on-main: #0a1a2b; --mine: #1f3d5c; --theirs: #232f3d; --alarm: #ff9d94; }
      header { background: #123c66; color: #ffffff; }
      .state { background: #4a3a12; color: #ffe7b3; }
      .badge { color: #2b0300; }
    }
    @media (forced-colors: active) { .launch, .send, .panel, .words { border: 1px solid; } }`

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
  const send = make('button', { type: 'submit', className: 'send', textContent: '发送' })
  const person = make('button', { type: 'button', className: 'person', textContent: '转人工' })
  const form = make('form', {}, label, person, field, send)
  const panel = make('section', { className: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true }, make('header', {}, heading, large, close), state, log, form)
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

  function pass(message) {
    if (isWelcome && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ t: 'say', id: message.id, text: message.text }))
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
      for (const message of kept.pending) {
        mark(show(`cid:${message.id}`, 'mine', message.text), '正在发送……')
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
    refused({ id, title, again }) {
      const message = kept.pending.find((each) => each.id === id)
      if (!message) return say(title)
      if (again) {
        mark(shown.get(`cid:${id}`), title)
        setTimeout(() => kept.pending.includes(message) && pass(message), kResendMs)
        return
      }
      settle(id, shown.get(`cid:${id}`), `没有发出：${title}`, true)
      if (!field.value) field.value = message.text
    },
  }
  const hear = (message) => kHear[message.t]?.(message)

  function settle(id, item, words, isBad = false) {
    const before = kept.pending.length
    kept.pending = kept.pending.filter((message) => message.id !== id)
    if (kept.pending.length !== before) keep()
    if (item) mark(item, words, isBad)
  }

  function write(text) {
    const words = text.trim()
    if (!words) return
    const message = { id: newId(), text: words }
    kept.pending.push(message)
    keep()
    mark(show(`cid:${message.id}`, 'mine', words), '正在发送……')
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
    write(field.value)
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
