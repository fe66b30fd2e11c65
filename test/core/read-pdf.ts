import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** A PDF as a reader finds it: its text without line breaks and blanks, and its fonts by name. */
export interface ReadBack {
  text: string
  fonts: Record<string, { embedded: boolean; bytes: number }>
}
/** Reads a PDF back with pdf.js, in a process of its own: it is a module that Jest does not load. */
export const readPdf = (data: string): ReadBack => {
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'pdf-reader.mjs')], {
    input: Buffer.from(data, 'base64'),
    maxBuffer: 10_000_000,
  })
  if (stdout.length === 0) throw new Error(stderr.toString())
  const { text, fonts } = JSON.parse(stdout.toString()) as ReadBack
  return { text: text.replace(/\s/g, ''), fonts }
}
