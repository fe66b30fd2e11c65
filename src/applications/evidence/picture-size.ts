import { evidenceMaxPixels } from '@jucai/contract/evidence-limits'

/** The longest edge of a picture that is sent, in pixels: enough to read a certificate. */
const longEdge = 2400

/** Width and height brought down to {@link longEdge}, in proportion; never up. */
export const withinEdge = (width: number, height: number): { width: number; height: number } => {
  const scale = Math.min(1, longEdge / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Bytes in words: 680 KB, 3.2 MB. */
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`

/** Side, in pixels, of the small copy of a picture that {@link isOneColour} looks at. */
export const lookSide = 32

/**
 * Whether a picture is of one colour throughout, by the bytes of a small copy: red, green, blue, alpha. Short of
 * memory, a phone draws nothing and says nothing: such a picture is not trusted.
 */
export const isOneColour = (bytes: ArrayLike<number>): boolean => {
  for (let at = 4; at < bytes.length; at += 1) if (bytes[at] !== bytes[at - 4]) return false
  return true
}

const millions = (pixels: number): string =>
  pixels < 100_000_000 ? `${Math.round(pixels / 10_000)} 万` : `${(pixels / 100_000_000).toFixed(1)} 亿`

/** Why a picture of so many pixels is not sent as it is, and what to do; undefined when it may be. */
export const tooManyPixels = (pixels: number): string | undefined =>
  pixels > evidenceMaxPixels
    ? `有 ${millions(pixels)}像素，最多 ${millions(evidenceMaxPixels)}，这台设备没能把它缩小。打开照片截一张图来传，或在相机里把像素调低后重拍`
    : undefined
