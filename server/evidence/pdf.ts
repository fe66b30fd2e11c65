import { inflateSync } from 'node:zlib'

/** Names in a PDF that make a reader run, start or unpack something. */
const active = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])/

/**
 * `/J#61vaScript` is `/JavaScript`: a name may write any of its signs as a hexadecimal number (ISO 32000,
 * 7.3.5).
 */
const spelledOut = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))

const maxInflated = 20 * 1024 * 1024
const streams = /\/ObjStm[^]{0,400}?stream\r?\n/g

/**
 * Objects that lie in compressed streams (7.5.7), where a plain search does not see them. Null when one
 * will not open.
 */
const hiddenObjects = (bytes: Buffer, text: string): string | null => {
  let found = ''
  for (const match of text.matchAll(streams)) {
    const start = match.index + match[0].length
    const end = text.indexOf('endstream', start)
    try {
      found += inflateSync(bytes.subarray(start, end < 0 ? undefined : end), {
        maxOutputLength: maxInflated - found.length,
      }).toString('latin1')
    } catch {
      return null
    }
  }
  return found
}

/** Why a PDF is not taken, in words; null when it is. */
export const pdfRefusal = (bytes: Buffer): string | null => {
  const text = bytes.toString('latin1')
  if (!text.slice(-2048).includes('%%EOF')) return 'PDF 不完整，可能没有保存好。请重新导出后再上传'
  if (/\/Encrypt(?![A-Za-z0-9])/.test(text)) return 'PDF 设了密码，审核人员打不开。请去掉密码后再上传'
  const hidden = hiddenObjects(bytes, text)
  if (hidden === null) return 'PDF 打不开，可能损坏了。请重新导出后再上传'
  if (
    active.test(spelledOut(text.replace(/stream\r?\n[^]*?endstream/g, ''))) ||
    active.test(spelledOut(hidden))
  )
    return 'PDF 里带有程序或附件。请用“打印 → 另存为 PDF”重新导出后再上传'
  return null
}
