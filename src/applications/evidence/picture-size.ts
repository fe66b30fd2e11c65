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
