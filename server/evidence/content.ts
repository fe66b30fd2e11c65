import { evidenceMaxPixels, type EvidenceType } from '@jucai/contract/evidence-limits'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { atMost } from './at-most'
import { judgePdf } from './pdf'

/**
 * What a file turned out to be: the bytes to keep, with how many files a PDF carries inside, or why it is not
 * taken, in words.
 */
export type Inspection = { type: EvidenceType; bytes: Buffer; attachments: number } | { refused: string }

const take = '请上传 JPG、PNG、WebP 照片或 PDF'
const maxSide = 4000

const kinds: [RegExp, string][] = [
  [
    /msdownload|x-elf|mach|x-dosexec|java|x-sh|vnd\.android\.package|x-apple-diskimage|x-msi|wasm/,
    '一个程序',
  ],
  [/zip|rar|7z|gzip|x-tar|bzip|x-xz|zstd|compress/, '压缩文件，里面的内容无法查看。请解压后逐个上传'],
  [
    /heic|heif|avif/,
    'HEIC 照片，电脑端看不到。请在手机“设置 → 相机 → 格式”里选“兼容性最佳”后重拍，或截一张图',
  ],
  [/openxmlformats|msword|opendocument|x-cfb|rtf/, 'Office 文档，内容可以被改动。请另存为 PDF'],
  [/^video/, '视频'],
  [/^audio/, '音频'],
  [/^image/, '这种格式的图片'],
]

const textKind = (bytes: Buffer): string | null => {
  const start = bytes
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '')
    .trimStart()
    .toLowerCase()
  if (/<svg[\s>]/.test(start)) return 'SVG 图片，其中可能带有程序'
  if (/^<(!doctype html|html|head|body|script)/.test(start)) return '网页'
  if (start.startsWith('#!')) return '一个程序'
  return null
}

const wordsFor = (mime: string | undefined, bytes: Buffer): string => {
  const kind = textKind(bytes) ?? kinds.find(([pattern]) => pattern.test(mime ?? ''))?.[1]
  return `${kind ? `文件的内容是${kind}` : '认不出文件的内容'}。${take}`
}

const formats = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' } as const

/**
 * Decodes a picture and writes it anew: upright, at most 4000 pixels a side, without place, camera or
 * anything else that came along.
 */
const redraw = async (bytes: Buffer, type: keyof typeof formats): Promise<Inspection> => {
  const picture = sharp(bytes, { limitInputPixels: evidenceMaxPixels, failOn: 'error', sequentialRead: true })
  try {
    const drawn = picture
      .rotate()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .toFormat(formats[type], type === 'image/png' ? {} : { quality: 88 })
    return { type, bytes: await drawn.toBuffer(), attachments: 0 }
  } catch (error) {
    const tooLarge = /pixel limit|exceeds/i.test(String((error as Error).message))
    return {
      refused: tooLarge
        ? `照片的尺寸太大，最多 ${evidenceMaxPixels / 10_000} 万像素。请打开照片截一张图来传，或在相机里把像素调低后重拍`
        : '照片打不开，可能在传输或保存时损坏了。请重新拍摄，或截一张图再上传',
    }
  }
}

/** One picture at a time: a decoded picture takes up to 200 MB. */
const inTurn = atMost({ atOnce: 1, places: 50 })

// Readers look for the beginning of a PDF in the first 1024 bytes: mail and scanners put lines before it.
const isLatePdf = (bytes: Buffer): boolean =>
  textKind(bytes) === null && bytes.subarray(0, 1024).includes('%PDF-')

/** Tells what a file is by its content, whatever its name says, and makes it fit to be kept. */
export const inspect = async (bytes: Buffer): Promise<Inspection> => {
  const found = await fileTypeFromBuffer(bytes)
  if (found?.mime === 'application/pdf' || (!found && isLatePdf(bytes))) {
    const judged = await judgePdf(bytes)
    return 'refused' in judged ? judged : { type: 'application/pdf', bytes, ...judged }
  }
  switch (found?.mime) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp': {
      const { mime } = found
      return inTurn(() => redraw(bytes, mime))
    }
    default:
      return { refused: wordsFor(found?.mime, bytes) }
  }
}
