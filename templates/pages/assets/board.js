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
      const button = form.querySelector('button[type="submit"]')
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
      const button = form.querySelector('button[type="submit"]')
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
