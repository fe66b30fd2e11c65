import { checkRecord, type CheckProgress, type DrawFault } from '@jucai/contract/draw/check'
import { commitmentOf } from '@jucai/contract/draw/commitment'
import { fromHex, toHex, utf8 } from '@jucai/contract/draw/hash'
import { MerkleRoot } from '@jucai/contract/draw/merkle'
import { drawKey } from '@jucai/contract/draw/order'
import { recordText, signedText, type DrawRecord } from '@jucai/contract/draw/record'
import { games } from '@jucai/contract/draw/sources'
import { digests } from '../hashes'
import { replay, type Replayed } from './replay'

/** The parts of a record, in the order in which they are read. */
export const parts = {
  list: '名单和房源',
  root: '名单的根',
  commitment: '承诺值',
  sources: '开奖来源',
  key: '密钥',
  order: '每个号的值和顺序',
  log: '抽签后的记录',
  places: '轮到谁选房',
  signature: '签名',
} as const
/** One of {@link parts}. */
export type PartKey = keyof typeof parts

/** What was found of one part: it agrees, it does not and where, or it could not be looked at yet. */
export interface PartReport {
  part: PartKey
  state: 'agrees' | 'differs' | 'open'
  /** What agrees, or each thing that does not. */
  texts: string[]
  /** Figures that were computed here, with their names, to be held against print. */
  figures: [name: string, figure: string][]
}

/** Checks a signature: Ed25519 over the UTF-8 of `signedText`; null where none was given. */
export type CheckSignature = (message: Uint8Array) => boolean | null

interface Counted {
  root: string
  commitment: string
}
const counted = (record: DrawRecord): Counted => {
  const digest = digests[record.algorithm]
  const root = new MerkleRoot(digest)
  for (const leaf of record.leaves) root.add(utf8(leaf))
  return { root: toHex(root.root()), commitment: commitmentOf(digest, record) }
}

const drawnWords = (record: DrawRecord): string[] =>
  (record.result?.drawn ?? []).map(
    ({ game, issue, numbers, evidence }) =>
      `${games[game].label}第 ${issue} 期：${numbers.join(' ')}。公告：${evidence.address}`,
  )

const agreement = (part: PartKey, record: DrawRecord, { standings }: Replayed): string[] => {
  const pools = Object.entries(record.result?.order ?? {})
  const words: Record<PartKey, string[]> = {
    list: [
      `${record.tickets} 个号，从 T000001 起一个不缺，每一行写法都对；${record.flats.length} 套房没有重复`,
    ],
    root: ['由名单一行一行算出来的根，和公布的一样：锁定后没有一个字被改过'],
    commitment: ['由名单、规则、房源、来源算出来的承诺值，和公布的一样。请再和你手机上留的那一个比一比'],
    sources: [
      '用的就是锁定前公布的那几期，号码写法都对，由两个人录入和核对。请对照官方公告看一遍号码',
      ...drawnWords(record),
    ],
    key: ['由承诺值和开奖号码算出来的密钥，和公布的一样'],
    order: pools.map(([pool, lines]) => `“${pool}”的 ${lines.length} 个号，每一个值都重新算过，顺序一位不差`),
    log: [`${record.log.length} 行，每一行都有号、有原因，没有一套房选了两次`],
    places: standings.map(
      ({ pool, flats, chosen, called, waiting, gone }) =>
        `“${pool}”有 ${flats} 套：${chosen} 个号选好了，${called} 个号轮到，${waiting} 个号排队，${gone} 个号退出或跳过`,
    ),
    signature: ['签名是对的：这份文件一个字节也没有变'],
  }
  return words[part]
}

const figuresOf = (
  part: PartKey,
  record: DrawRecord,
  { root, commitment }: Counted,
): PartReport['figures'] => {
  if (part === 'root')
    return [
      ['算出来的', root],
      ['公布的', record.root],
    ]
  if (part === 'commitment')
    return [
      ['算出来的', commitment],
      ['公布的', record.commitment],
    ]
  if (part === 'key' && record.result)
    return [
      ['算出来的', drawKey(digests[record.algorithm], record.commitment, record.result.drawn)],
      ['公布的', record.result.key],
    ]
  return []
}

const ofResult: readonly PartKey[] = ['sources', 'key', 'order', 'places']

/**
 * Computes a whole record again and says of each part what agrees and what does not, in words. `all` steps: two a
 * ticket and one a line of the log. The signature is looked at where `signature` answers.
 */
export function* reportOn(
  text: string,
  record: DrawRecord,
  signature: CheckSignature,
): Generator<CheckProgress, PartReport[]> {
  const lines = record.log.length
  const check = checkRecord(record, digests[record.algorithm])
  let step = check.next()
  let all = lines
  while (step.done !== true) {
    all = step.value.all + lines
    yield { done: step.value.done, all }
    step = check.next()
  }
  const found: DrawFault[] = step.value
  const again = replay(record)
  let followed = again.next()
  for (let done = all - lines; followed.done !== true; followed = again.next())
    yield { done: (done += 1), all }
  const replayed = followed.value
  const figures = counted(record)
  const signed = signature(utf8(signedText(toHex(digests['sha-256'](utf8(text))))))
  const faultsOf = (part: PartKey): string[] => {
    if (part === 'places') return replayed.faults
    if (part === 'signature')
      return [
        ...(signed === false ? ['签名和这份文件、这把公钥合不上：文件被改过，或者公钥不是这座城市的'] : []),
        ...(recordText(record) === text
          ? []
          : ['文件不是规定的写法（RFC 8785）：多了空格、换行，或者键的次序不对']),
      ]
    return found.filter((one) => one.part === part).map((one) => one.text)
  }
  return (Object.keys(parts) as PartKey[]).map((part) => {
    const texts = faultsOf(part)
    if (texts.length > 0) return { part, state: 'differs', texts, figures: figuresOf(part, record, figures) }
    if (!record.result && ofResult.includes(part))
      return { part, state: 'open', texts: ['还没有开奖'], figures: [] }
    if (part === 'signature' && signed === null)
      return { part, state: 'open', texts: ['没有给出公钥和签名，这一项没有检查'], figures: [] }
    return {
      part,
      state: 'agrees',
      texts: agreement(part, record, replayed),
      figures: figuresOf(part, record, figures),
    }
  })
}

/** Bytes of hexadecimal or base64url text; null for neither. */
export const bytesOfText = (text: string, length: number): Uint8Array | null => {
  const plain = text.replace(/\s/g, '')
  if (new RegExp(`^[0-9a-fA-F]{${length * 2}}$`).test(plain)) return fromHex(plain.toLowerCase())
  try {
    const raw = atob(plain.replace(/-/g, '+').replace(/_/g, '/'))
    return raw.length === length ? Uint8Array.from(raw, (sign) => sign.charCodeAt(0)) : null
  } catch {
    return null
  }
}
