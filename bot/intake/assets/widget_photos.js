// Photos in the web chat: picked, looked at and shown on the page, sent before the message that names them. Part of
// /chat/widget.js (chat_widget.cpp). An object with `id`, `name` and `file` is a photo.
const kMostPhotos = 6
const kMostPhotoBytes = 10 * 1024 * 1024
const kSliceBytes = 16000 // the server takes messages of 16384 bytes
const kMostUnsentBytes = 256 * 1024

/** What the first bytes say, whatever the name does. */
async function isPhoto(file) {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer())
  const has = (at, ...values) => values.every((value, i) => bytes[at + i] === value)
  return has(0, 0xff, 0xd8, 0xff) || has(0, 0x89, 0x50, 0x4e, 0x47) || (has(0, 0x52, 0x49, 0x46, 0x46) && has(8, 0x57, 0x45, 0x42, 0x50))
}

/** Drawn, not an <img>: the page's policy says what an image may be. */
async function drawn(file, side) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.max(side / picture.width, side / picture.height)
    const [width, height] = [picture.width * scale, picture.height * scale]
    canvas.getContext('2d').drawImage(picture, (side - width) / 2, (side - height) / 2, width, height)
    picture.close()
  } catch {
    // A picture that this browser cannot draw is for the server to judge.
  }
  return canvas
}

const megabytes = (bytes) => `${Math.ceil(bytes / 1024 / 102.4) / 10}MB`

/** Those that wait for their message: a button, a list, and what is said about them. */
function photoTray({ make, newId, onChange }) {
  const photos = []
  const list = make('ul', { className: 'staged', 'aria-label': '要一起发送的照片', hidden: true })
  const trouble = make('p', { className: 'trouble', role: 'alert', hidden: true })
  const said = make('p', { className: 'hidden-words', role: 'status' })
  const picker = make('input', { type: 'file', accept: 'image/jpeg,image/png,image/webp', multiple: true, hidden: true, tabIndex: -1, 'aria-label': '选择照片' })
  const button = make('button', { type: 'button', className: 'attach', textContent: '照片', 'aria-label': '添加照片，最多6张，每张不超过10MB' })

  function complain(words) {
    trouble.textContent = words
    trouble.hidden = !words
  }

  async function faultOf(file, name) {
    if (file.size > kMostPhotoBytes) return `“${name}”有${megabytes(file.size)}，一张照片最大10MB，请压缩后再选。`
    if (file.size === 0 || !(await isPhoto(file).catch(() => false))) return `“${name}”不是可以发送的照片，请选JPG、PNG或WebP格式。`
    return photos.length >= kMostPhotos ? `一次最多发${kMostPhotos}张照片，“${name}”没有加上。` : ''
  }

  async function add(files) {
    const faults = []
    const before = photos.length
    for (const file of files) {
      const name = file.name || '照片'
      const fault = await faultOf(file, name)
      if (fault) faults.push(fault)
      else photos.push({ id: newId(), name, file })
    }
    complain(faults.join(''))
    if (photos.length > before) said.textContent = `已添加${photos.length - before}张照片，共${photos.length}张，随下一句话一起发出`
    await show()
  }

  function remove(photo) {
    photos.splice(photos.indexOf(photo), 1)
    said.textContent = `已移除照片“${photo.name}”，还有${photos.length}张`
    complain('')
    onChange()
    return show()
  }

  async function entryOf(photo) {
    const picture = await drawn(photo.file, 96)
    picture.setAttribute('aria-hidden', 'true')
    const drop = make('button', { type: 'button', textContent: '移除', 'aria-label': `移除照片“${photo.name}”` })
    drop.addEventListener('click', () => remove(photo))
    return make('li', {}, picture, make('span', { className: 'name', textContent: photo.name }), drop)
  }

  async function show() {
    const shown = [...photos]
    const entries = await Promise.all(shown.map(entryOf))
    if (shown.length !== photos.length || shown.some((photo, i) => photo !== photos[i])) return // changed meanwhile: shown by who did
    list.replaceChildren(...entries)
    list.hidden = entries.length === 0
  }

  button.addEventListener('click', () => picker.click())
  picker.addEventListener('change', async () => {
    await add([...picker.files])
    picker.value = '' // the same file may be picked again
    onChange()
  })

  return {
    parts: [list, trouble, said],
    picker,
    button,
    add,
    complain,
    /** All, which then wait no more. */
    take() {
      const taken = photos.splice(0)
      complain('')
      show()
      return taken
    },
    giveBack(given) {
      photos.push(...given.slice(0, kMostPhotos - photos.length))
      show()
    },
  }
}

/** Sends photos on a connection, one after the other, each when the server has room for it. `isOpen` and `tell` are of a socket;
 * `progress` is told how far it is. */
function photoSender({ isOpen, tell, progress }) {
  let hearer = null

  /** The server's next word about a photo; null where the connection ends first. */
  const wordOf = (socket, id) =>
    new Promise((resolve) => {
      const settle = (word) => {
        hearer = null
        socket.removeEventListener('close', end)
        resolve(word)
      }
      const end = () => settle(null)
      socket.addEventListener('close', end)
      hearer = (word) => word.id === id && settle(word)
    })

  function announce(socket, { id, name, file }) {
    if (!isOpen(socket)) return null
    tell(socket, { t: 'photo', id, name, bytes: file.size })
    return wordOf(socket, id)
  }

  async function sendBytes(socket, { id, file }, onShare) {
    let isHeard = false
    const word = wordOf(socket, id).finally(() => (isHeard = true))
    for (let at = 0; at < file.size && !isHeard; ) {
      if (socket.bufferedAmount > kMostUnsentBytes) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        continue
      }
      const bytes = await file.slice(at, at + kSliceBytes).arrayBuffer().catch(() => null)
      if (!bytes) {
        socket.close() // the server waits for the rest
        return { t: 'refused', title: '在您的设备上读不出来了，请重新选择' }
      }
      if (!isOpen(socket)) return null
      socket.send(bytes)
      at += bytes.byteLength
      onShare(at / file.size)
    }
    return word
  }

  async function sendOne(socket, photo, onShare) {
    const word = await announce(socket, photo)
    return word?.t === 'photo_wanted' ? sendBytes(socket, photo, onShare) : word
  }

  return {
    /** Null when all are kept, else {photo, word} of the first that is not; `word` is null where the connection ended. */
    async send(socket, message, photos) {
      for (const [i, photo] of photos.entries()) {
        const which = photos.length > 1 ? `（第${i + 1}张，共${photos.length}张）` : ''
        // In few steps: a screen reader says each.
        const onShare = (share) => progress(message, `正在上传照片${which}，已完成${Math.floor(share * 4) * 25}%……`)
        onShare(0)
        const word = await sendOne(socket, photo, onShare)
        if (word?.t !== 'photo_kept') return { photo, word }
      }
      return null
    },
    hear: (word) => hearer?.(word),
  }
}
