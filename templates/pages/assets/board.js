// Small comforts of the public board; every page works without them.
(() => {
  'use strict'
  const all = (selector) => document.querySelectorAll(selector)

  // A second click while the first is on its way would only make the citizen wait twice.
  for (const form of all('form[data-once]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) {
        event.preventDefault()
        return
      }
      form.dataset.sent = 'yes'
      const button = event.submitter ?? form.querySelector('button[type="submit"]')
      button.dataset.words = button.textContent
      button.setAttribute('aria-disabled', 'true')
      button.textContent = '正在提交…'
    })
  }
  // Back from the next page: the form can be sent again.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    for (const form of all('form[data-sent]')) {
      delete form.dataset.sent
      const button = form.querySelector('button[aria-disabled]')
      button.removeAttribute('aria-disabled')
      button.textContent = button.dataset.words
    }
  })

  // Counts code points as the server does; said aloud only near the limit.
  for (const area of all('textarea[data-count]')) {
    const limit = Number(area.dataset.count)
    const place = document.querySelector(`[data-count-for="${area.id}"]`)
    const show = () => {
      const written = [...area.value].length
      const near = written > limit * 0.9
      place.textContent = near ? `已写${written}字` : ''
      place.classList.toggle('is-over', written > limit)
    }
    area.addEventListener('input', show)
    show()
  }

  // Too many or too large files are said before a long upload.
  for (const input of all('input[type="file"]')) {
    const { maxFiles, maxMb } = input.form.dataset
    input.addEventListener('change', () => {
      const files = [...input.files]
      const large = files.find((file) => file.size > Number(maxMb) * 1048576)
      let fault = ''
      if (files.length > Number(maxFiles)) fault = `最多${maxFiles}个文件，您选了${files.length}个。`
      else if (large) fault = `“${large.name}”超过${maxMb}MB，请压缩后再选。`
      input.setCustomValidity(fault)
      if (fault) input.reportValidity()
    })
  }

  // Published answers like what is being typed; without them the form asks once before it is sent.
  const offers = document.getElementById('offers')
  if (offers) {
    const form = offers.closest('form')
    const { subject, text, look } = form.elements
    const said = document.getElementById('offers-said')
    let timer = 0
    let asked = ''
    let stop = null
    const show = (markup) => {
      const open = [...offers.querySelectorAll('details[open] .fold-title')].map((title) => title.textContent)
      offers.innerHTML = markup
      offers.hidden = !markup
      const titles = [...offers.querySelectorAll('.fold-title')]
      for (const title of titles) title.closest('details').open = open.includes(title.textContent)
      const words = titles.length ? `找到${titles.length}条可能有用的答案，在内容下面` : ''
      if (said.textContent !== words) said.textContent = words
      if (markup && look.value === 'first') look.value = 'seen'
    }
    const ask = async () => {
      const typed = new URLSearchParams({ subject: subject.value, text: text.value.slice(0, 600) })
      if (typed.toString() === asked) return
      asked = typed.toString()
      stop?.abort()
      stop = new AbortController()
      try {
        const answer = await fetch(offers.dataset.suggest, { method: 'POST', body: typed, signal: stop.signal })
        if (answer.ok) show(answer.status === 200 ? await answer.text() : '')
      } catch {
        // Off the network, or typed on: what is shown stays.
      }
    }
    form.addEventListener('input', (event) => {
      if (event.target !== subject && event.target !== text) return
      clearTimeout(timer)
      if ((subject.value + text.value).trim().length >= 4) timer = setTimeout(ask, 700)
    })
  }

  for (const button of all('[data-copy]')) {
    if (!navigator.clipboard) continue
    button.hidden = false
    const words = button.textContent
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim())
        button.textContent = '已复制'
      } catch {
        button.textContent = '没有复制成功，请手工抄下'
      }
      setTimeout(() => { button.textContent = words }, 3000)
    })
  }

  // A page that answers a form is lost when it is left, a receipt with its code for good: the type changes on the page.
  for (const place of all('[data-in-place]')) {
    const link = place.querySelector('a')
    place.hidden = false
    link.addEventListener('click', (event) => {
      event.preventDefault()
      new Image().src = link.href // sets the cookie, which scripts cannot
      const large = document.documentElement.classList.toggle('elder')
      const address = new URL(link.href)
      address.searchParams.set('on', large ? '0' : '1')
      link.href = address
      link.textContent = large ? '标准版' : '长辈版'
    })
  }

  for (const button of all('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
})()
