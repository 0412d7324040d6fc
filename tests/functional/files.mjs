// Small files made by hand: a picture that tells where it was taken, and things that only pretend to be pictures.

const u16 = (value) => Buffer.from([value & 255, value >> 8])
const u32 = (value) => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24])
const entry = (tag, type, count, value) => Buffer.concat([u16(tag), u16(type), u32(count), value])
const rational = (...pairs) => Buffer.concat(pairs.flatMap(([over, under]) => [u32(over), u32(under)]))

// One grey pixel, 1 x 1.
const kPixel = Buffer.from(
  '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)

export const kMaker = 'PhoneOfMrZhang'

/** Exif with the maker of the camera and the position 31°01'23" N, 121°22'45" E. */
function exif() {
  const maker = Buffer.from(`${kMaker}\0`)
  const ifd0 = 8
  const makerAt = ifd0 + 2 + 2 * 12 + 4
  const gps = makerAt + maker.length + (maker.length % 2)
  const positionAt = gps + 2 + 4 * 12 + 4
  const ascii = (letter) => Buffer.from(`${letter}\0\0\0`)
  const parts = [
    Buffer.from('II*\0'), u32(ifd0),
    u16(2), entry(0x010f, 2, maker.length, u32(makerAt)), entry(0x8825, 4, 1, u32(gps)), u32(0),
    maker, Buffer.alloc(maker.length % 2),
    u16(4), entry(1, 2, 2, ascii('N')), entry(2, 5, 3, u32(positionAt)), entry(3, 2, 2, ascii('E')), entry(4, 5, 3, u32(positionAt + 24)), u32(0),
    rational([31, 1], [1, 1], [23, 1]), rational([121, 1], [22, 1], [45, 1]),
  ]
  const body = Buffer.concat([Buffer.from('Exif\0\0'), ...parts])
  const length = body.length + 2
  return Buffer.concat([Buffer.from([0xff, 0xe1, length >> 8, length & 255]), body])
}

/** A JPEG with that Exif, and a comment so that each is another file. */
export function photograph(comment = '') {
  const text = Buffer.from(`comment ${comment}`)
  const note = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text])
  return Buffer.concat([kPixel.subarray(0, 2), exif(), note, kPixel.subarray(2)])
}

/** A JPEG of that many bytes: the pixel, and zeros after its end. */
export const bigPhotograph = (bytes) => Buffer.concat([kPixel, Buffer.alloc(bytes - kPixel.length)])

/** The form of /ask with these files: {name, bytes}. */
export function form(fields, files = []) {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  for (const { name, bytes, type = 'image/jpeg' } of files) data.append('files', new Blob([bytes], { type }), name)
  return data
}
