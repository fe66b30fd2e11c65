import { verify } from '@noble/ed25519'
import '@/signatures'
import type { DrawRecord } from '@jucai/contract/draw/record'
import { readRecord } from '@jucai/contract/draw/read-record'
import { ticketName } from '@jucai/contract/draw/tickets'
import { inSlices, type Stopper } from '../in-slices'
import { bytesOfText, parts, reportOn, type PartReport } from './report'

// The page that people download: no framework, no network. Everything that came from a file goes in as text.
const at = <Kind extends HTMLElement>(id: string): Kind => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}`)
  return found as Kind
}
const made = (tag: string, className: string, ...inside: (string | Node)[]): HTMLElement => {
  const one = document.createElement(tag)
  one.className = className
  one.append(...inside)
  return one
}
const input = (id: string) => at<HTMLInputElement>(id)

/** Larger than any city's round: three hundred thousand people are about 60 MB. */
const mostBytes = 200_000_000
let run: Stopper = { stopped: true }
let checked: { text: string; record: DrawRecord } | null = null
const typedSignature = () => [input('public-key').value.trim(), input('signature').value.trim()] as const
/** What stood in the two fields when the last check began: the file is not gone through again for the same. */
let checkedWith = ''

const signatureOf = (): ((message: Uint8Array) => boolean | null) => {
  const texts = typedSignature()
  if (!texts[0] || !texts[1]) return () => null
  const key = bytesOfText(texts[0], 32)
  const signature = bytesOfText(texts[1], 64)
  return (message) => {
    try {
      return key !== null && signature !== null && verify(signature, message, key)
    } catch {
      return false
    }
  }
}

const words = { agrees: '一致', differs: '不一致', open: '没有检查' } as const
const partItem = ({ part, state, texts, figures }: PartReport): HTMLElement => {
  const item = made('li', '', made('span', `mark ${state}`, words[state]), made('strong', '', parts[part]))
  item.dataset.part = part
  item.dataset.state = state
  const most = 20
  for (const text of texts.slice(0, most))
    item.append(made('div', state === 'differs' ? 'text differs-text' : 'text', text))
  if (texts.length > most) item.append(made('div', 'text', `还有 ${texts.length - most} 处`))
  for (const [name, figure] of figures)
    item.append(made('div', 'figure', `${name} `, made('code', '', figure)))
  return item
}

const verdictOf = (record: DrawRecord, found: readonly PartReport[]): HTMLElement => {
  const bad = found.filter(({ state }) => state === 'differs')
  if (bad.length > 0)
    return made(
      'div',
      'verdict differs',
      `有 ${bad.length} 项对不上：${bad.map(({ part }) => parts[part]).join('、')}。请保存这个文件，向人才办提出，也可以交给公证机构。`,
    )
  const name = `${record.round} 第 ${record.version} 版，${record.tickets} 个号`
  return made(
    'div',
    'verdict agrees',
    record.result
      ? `全部对得上：${name}。${found.some(({ part, state }) => part === 'signature' && state === 'open') ? '签名没有检查。' : ''}`
      : `锁定的名单对得上：${name}。还没有开奖，开奖后再核对一次。`,
  )
}

const showOwn = (): void => {
  if (!checked) return
  const { record } = checked
  const kept = input('kept').value.replace(/\s/g, '').toLowerCase()
  at('kept-told').textContent =
    kept === ''
      ? ''
      : kept === record.commitment
        ? '一致：你当时留的就是这一份名单'
        : '不一致：这份记录不是你当时留的那一份，请向人才办提出'
  at('kept-told').className = kept === '' || kept === record.commitment ? 'good-told' : 'differs-text'
  const number = Number(input('number').value.replace(/\D/g, ''))
  const told = at('number-told')
  told.replaceChildren()
  if (number === 0) return
  const leaf = record.leaves[number - 1]
  if (leaf === undefined) return told.append(made('p', '', `名单里没有 ${ticketName(number)}`))
  told.append(made('p', '', made('code', '', leaf)))
  for (const [pool, lines] of Object.entries(record.result?.order ?? {})) {
    const place = lines.findIndex((line) => line.startsWith(`${ticketName(number)} `))
    if (place >= 0)
      told.append(
        made('p', '', `在“${pool}”里排第 ${place + 1}，共 ${lines.length} 个号`),
        made('p', '', made('code', '', lines[place] ?? '')),
      )
  }
}

const check = async (): Promise<void> => {
  if (!checked) return
  const { text, record } = checked
  checkedWith = typedSignature().join(' ')
  run.stopped = true
  const own: Stopper = { stopped: false }
  run = own
  const progress = at<HTMLProgressElement>('progress')
  progress.hidden = false
  const began = performance.now()
  const found = await inSlices(reportOn(text, record, signatureOf()), {
    stopper: own,
    onProgress({ done, all }) {
      progress.value = all === 0 ? 1 : done / all
      at('told').textContent = `正在核对：${Math.floor((100 * done) / Math.max(all, 1))}%`
    },
  })
  if (!found) return
  progress.hidden = true
  at('told').textContent = `核对完了，用了 ${((performance.now() - began) / 1000).toFixed(1)} 秒`
  at('verdict').replaceChildren(verdictOf(record, found))
  at('parts').replaceChildren(...found.map(partItem))
  at('result').hidden = false
  at('own').hidden = false
  showOwn()
  at('result').focus()
}

const open = async (file: File | null | undefined): Promise<void> => {
  if (!file) return
  run.stopped = true
  for (const id of ['result', 'own', 'progress']) at(id).hidden = true
  checked = null
  if (file.size > mostBytes) return void (at('told').textContent = '这个文件太大，不是抽签记录')
  const text = await file.text()
  const record = readRecord(text)
  if (!record)
    return void (at('told').textContent =
      `“${file.name}”不是完整的抽签记录 draw.json。请从公开记录页重新下载，不要用别的软件改动或另存。`)
  checked = { text, record }
  await check()
}

const fail = (error: unknown): void => {
  at('told').textContent = `没有核对完：${error instanceof Error ? error.message : String(error)}`
}
input('file').addEventListener('change', () => void open(input('file').files?.[0]).catch(fail))
for (const id of ['kept', 'number']) input(id).addEventListener('input', showOwn)
for (const id of ['public-key', 'signature'])
  input(id).addEventListener('change', () => {
    if (typedSignature().join(' ') !== checkedWith) void check().catch(fail)
  })
const drop = at('drop')
for (const kind of ['dragover', 'dragleave', 'drop'])
  document.addEventListener(kind, (event) => {
    event.preventDefault()
    drop.classList.toggle('over', kind === 'dragover')
    if (kind === 'drop') void open((event as DragEvent).dataTransfer?.files[0]).catch(fail)
  })
