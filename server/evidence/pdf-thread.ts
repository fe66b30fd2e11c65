import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { parentPort } from 'node:worker_threads'

/** What keeps a PDF from being taken; null when nothing does. */
export type PdfFault =
  | 'password'
  | 'damaged'
  | 'complex'
  | 'script'
  | 'launch'
  | 'form-data'
  | 'other-file'
  | 'address-on-open'
  | 'media'
  | 'xfa'

/** What was found in a PDF; `attachments`: how many files it carries inside, as far as it was looked through. */
export interface PdfFinding {
  fault: PdfFault | null
  attachments: number
}

/** The parts of pdf.js’s parser that are used here. */
interface Parser {
  LocalPdfManager: new (source: object) => { pdfDocument: PdfDocument }
  Ref: { new (): object; get(number: number, generation: number): object }
  Dict: new () => Dict
  Name: new () => { name: string }
  BaseStream: new () => { dict?: Dict }
  DecodeStream: { prototype: { ensureBuffer(bytes: number): Uint8Array } }
  setVerbosityLevel(level: number): void
}
interface Dict {
  has(key: string): boolean
  getRaw(key: string): unknown
  getRawValues(): unknown[]
}
interface PdfDocument {
  checkHeader(): void
  parseStartXRef(): void
  parse(rebuild: boolean): void
  checkFirstPage(rebuild: boolean): Promise<void>
  checkLastPage(rebuild: boolean): Promise<void>
  getPage(index: number): Promise<unknown>
  xref: {
    trailer: unknown
    entries: ({ free?: boolean; uncompressed?: boolean; gen: number } | undefined)[]
    fetch(ref: object): unknown
  }
}

// pdf.js keeps its parser to itself: what it offers speaks of pages, not of objects, and tells nothing of
// launch or form actions. So its file is run as it is, and hands out these few names instead of its own.
const openParser = (): Parser => {
  const file = require.resolve('pdfjs-dist/legacy/build/pdf.worker.mjs')
  const source = readFileSync(file, 'utf8')
    .replace(/^export .*$/m, '')
    .replaceAll('import.meta.url', '""')
  const names = 'LocalPdfManager, Ref, Dict, Name, BaseStream, DecodeStream, setVerbosityLevel'
  return vm.runInThisContext(`(() => { 'use strict'; ${source}\nreturn { ${names} } })()`, file) as Parser
}

const faultOfAction: Record<string, PdfFault> = {
  JavaScript: 'script',
  Launch: 'launch',
  SubmitForm: 'form-data',
  ImportData: 'form-data',
  GoToR: 'other-file',
  GoToE: 'other-file',
  Rendition: 'media',
  Sound: 'media',
  Movie: 'media',
  RichMediaExecute: 'media',
  GoTo3DView: 'media',
}
const media = ['RichMedia', 'Movie', 'Screen', 'Sound', '3D']

/** Judges the objects of a document, each looked at once, whether the pages use it or not. */
const judgeObjects = ({ Ref, Dict, Name, BaseStream }: Parser, { xref }: PdfDocument): PdfFinding => {
  const attached = new Set<string>()
  const behind = (value: unknown): unknown => {
    if (!(value instanceof Ref)) return value
    try {
      return xref.fetch(value)
    } catch (error) {
      if (error instanceof RangeError) throw error
      return undefined // it points nowhere: for a reader there is nothing
    }
  }
  const nameAt = (dict: Dict, key: string): string => {
    const value = behind(dict.getRaw(key))
    return value instanceof Name ? value.name : ''
  }
  /** Whether an action that nobody clicked on goes to the network, itself or by what follows it. */
  const goesOut = (first: unknown): boolean => {
    const seen = new Set<unknown>()
    const left = [first]
    while (left.length > 0) {
      const action = behind(left.pop())
      if (seen.has(action)) continue
      seen.add(action)
      if (Array.isArray(action)) for (const one of action) left.push(one)
      if (!(action instanceof Dict)) continue
      if (nameAt(action, 'S') === 'URI') return true
      left.push(action.getRaw('Next'))
    }
    return false
  }
  const ofDict = (dict: Dict, isStream: boolean): PdfFault | null => {
    const fault = faultOfAction[nameAt(dict, 'S')]
    if (fault) return fault
    const inside = behind(dict.getRaw('EF'))
    if (inside instanceof Dict) attached.add(String(inside.getRawValues()[0]))
    if (media.includes(nameAt(dict, 'Subtype'))) return 'media'
    if (dict.has('XFA')) return 'xfa'
    if (isStream && dict.has('F')) return 'other-file' // its content lies outside
    const events = behind(dict.getRaw('AA'))
    const unasked = [dict.getRaw('OpenAction'), ...(events instanceof Dict ? events.getRawValues() : [])]
    return unasked.some(goesOut) ? 'address-on-open' : null
  }
  const within = (top: unknown): PdfFault | null => {
    const left = [top]
    while (left.length > 0) {
      const value = left.pop()
      const dict = value instanceof BaseStream ? value.dict : value
      if (Array.isArray(dict)) for (const one of dict) left.push(one)
      if (!(dict instanceof Dict)) continue
      const fault = ofDict(dict, value !== dict)
      if (fault) return fault
      for (const one of dict.getRawValues()) left.push(one)
    }
    return null
  }
  for (const [number, entry] of Object.entries(xref.entries)) {
    if (!entry || entry.free) continue
    const fault = within(behind(Ref.get(Number(number), entry.uncompressed ? entry.gen : 0)))
    if (fault) return { fault, attachments: attached.size }
  }
  return { fault: within(xref.trailer), attachments: attached.size }
}

const isA = (error: unknown, name: string) => error instanceof Error && error.name === name

/** Opens a file by its table of objects, or by a table made anew from all that is in it. */
const judgeOnce = async (parser: Parser, bytes: Uint8Array, rebuild: boolean): Promise<PdfFinding> => {
  try {
    // A copy: pdf.js takes the whole buffer that lies under a view.
    const from = { source: new Uint8Array(bytes), evaluatorOptions: {} }
    const { pdfDocument: document } = new parser.LocalPdfManager(from)
    document.checkHeader()
    document.parseStartXRef()
    document.parse(rebuild)
    await document.checkFirstPage(rebuild)
    await document.checkLastPage(rebuild)
    await document.getPage(0)
    return judgeObjects(parser, document)
  } catch (error) {
    const fault = isA(error, 'PasswordException') ? 'password' : 'damaged'
    return { fault: error instanceof RangeError ? 'complex' : fault, attachments: 0 }
  }
}

/**
 * Judges a PDF the two ways that readers open one, since they do not agree on which table holds: what either
 * finds counts. It is damaged when neither opens it.
 */
const judge = async (parser: Parser, bytes: Uint8Array): Promise<PdfFinding> => {
  const asWritten = await judgeOnce(parser, bytes, false)
  if (asWritten.fault && asWritten.fault !== 'damaged') return asWritten
  const rebuilt = await judgeOnce(parser, bytes, true)
  if (rebuilt.fault === 'damaged') return asWritten
  return { ...rebuilt, attachments: Math.max(asWritten.attachments, rebuilt.attachments) }
}

const parser = openParser()
parser.setVerbosityLevel(0)
// A small file can unfold into gigabytes, which the limits of a thread do not count.
const mostBytes = 64 * 1024 * 1024
const { ensureBuffer } = parser.DecodeStream.prototype
parser.DecodeStream.prototype.ensureBuffer = function (bytes) {
  if (bytes > mostBytes) throw new RangeError('unfolds into too much')
  return ensureBuffer.call(this, bytes)
}
parentPort?.on('message', (bytes: Uint8Array) => {
  void judge(parser, bytes).then((finding) => parentPort?.postMessage(finding))
})
parentPort?.postMessage('ready')
