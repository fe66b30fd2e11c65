import { createHash, createHmac } from 'node:crypto'
import { canonicalJson } from '@jucai/contract/draw/canonical-json'
import { checkAtOnce, checkRecord } from '@jucai/contract/draw/check'
import { fromHex, hmacUnder, toHex, utf8, type DrawAlgorithm } from '@jucai/contract/draw/hash'
import { pathsOf } from '@jucai/contract/draw/lock'
import { inclusionProof, isIncluded, leafHash, MerkleRoot } from '@jucai/contract/draw/merkle'
import { orderOf, valuesUnder } from '@jucai/contract/draw/order'
import { isHolder, isInList, ownValue, type DrawReceipt } from '@jucai/contract/draw/receipt'
import { readRecord } from '@jucai/contract/draw/read-record'
import { recordText, type DrawRecord } from '@jucai/contract/draw/record'
import { bitsOf, drawnFault, drawnText, namedFault } from '@jucai/contract/draw/sources'
import { leafText, readLeaf, ticketName, ticketNumber } from '@jucai/contract/draw/tickets'
import { digests, drawn, evidence, randomRound, roundOf, saltOf, sources, ticketOf } from './rounds'

const sha256 = digests['sha-256']
const algorithms: DrawAlgorithm[] = ['sha-256', 'sm3']
const tickets = (count: number, algorithm: DrawAlgorithm = 'sha-256') =>
  Array.from({ length: count }, (_, at) => ticketOf(digests[algorithm], at + 1))

describe('hashes', () => {
  it('gives the HMAC that OpenSSL gives, for short, full and long keys', () => {
    for (const length of [0, 1, 32, 63, 64, 65, 200]) {
      const key = Uint8Array.from({ length }, (_, at) => at)
      const message = utf8('聚才𠮷 jucai')
      expect(toHex(hmacUnder(sha256, key)(message))).toBe(
        createHmac('sha256', key).update(message).digest('hex'),
      )
      expect(toHex(hmacUnder(digests.sm3, key)(message))).toBe(
        createHmac('sm3', key).update(message).digest('hex'),
      )
    }
  })

  it('writes UTF-8 as Node does, half a pair included', () => {
    for (const text of ['', 'a', 'é', '聚', '𠮷', 'a\ud83d', '\udc00b', '\uffff'])
      expect(Buffer.from(utf8(text))).toEqual(Buffer.from(text, 'utf8'))
  })
})

describe('the tree of RFC 9162', () => {
  // The seven leaves of the test vectors that certificate transparency is implemented by.
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  it.each(roots.map((root, count) => [count, root]))('gives the known root of %i leaves', (count, root) => {
    const tree = new MerkleRoot(sha256)
    for (const leaf of leaves.slice(0, Number(count))) tree.add(fromHex(leaf))
    expect(toHex(tree.root())).toBe(root)
  })

  it('proves each leaf of each list up to 40, and nothing else', () => {
    for (let count = 1; count <= 40; count += 1) {
      const texts = Array.from({ length: count }, (_, at) => utf8(`leaf ${at}`))
      const hashes = texts.map((leaf) => leafHash(sha256, leaf))
      const tree = new MerkleRoot(sha256)
      texts.forEach((leaf) => tree.add(leaf))
      const root = tree.root()
      texts.forEach((leaf, at) => {
        const path = inclusionProof(sha256, hashes, at)
        const proof = { leaf, at, count, path, root }
        expect(isIncluded(sha256, proof)).toBe(true)
        expect(isIncluded(sha256, { ...proof, leaf: utf8('another') })).toBe(false)
        expect(isIncluded(sha256, { ...proof, path: [...path, root] })).toBe(false)
        expect(isIncluded(sha256, { ...proof, at: count })).toBe(false)
        if (path.length > 0) expect(isIncluded(sha256, { ...proof, path: path.slice(1) })).toBe(false)
        if (count > 1) expect(isIncluded(sha256, { ...proof, at: (at + 1) % count })).toBe(false)
      })
    }
  })
})

describe('canonical JSON', () => {
  it('sorts keys, writes no space, and keeps signs as they are', () => {
    expect(canonicalJson({ b: [1, null, true], a: '抽签\n"', A: {} })).toBe(
      '{"A":{},"a":"抽签\\n\\"","b":[1,null,true]}',
    )
  })

  it.each([[0.5], [NaN], [2 ** 53], [undefined], [{ a: undefined }], [new Date(0)], [() => 0]])(
    'refuses %p',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(RangeError)
    },
  )
})

describe('sources', () => {
  it('counts what the games can give: 20 of 80 are 61 whole bits, with 排列5 78', () => {
    expect(bitsOf([{ game: 'cwl-kl8', issues: ['2026120'] }])).toBe(61)
    expect(bitsOf(sources)).toBe(78)
    expect(bitsOf([{ game: 'cwl-ssq', issues: ['2026120'] }])).toBe(24)
  })

  it('wants two operators, enough of chance, and each game once', () => {
    const named = (game: 'cwl-kl8' | 'cwl-3d' | 'lottery-pl5', issue = '2026120') => ({
      game,
      issues: [issue],
    })
    expect(namedFault(sources)).toBeNull()
    expect(namedFault([named('cwl-kl8'), named('cwl-3d')])).toMatch('至少要有一种福利彩票和一种体育彩票')
    expect(namedFault([named('cwl-3d'), named('lottery-pl5')])).toMatch('随机性不够')
    expect(namedFault([named('cwl-kl8'), named('cwl-kl8'), named('lottery-pl5')])).toMatch('只能列一次')
    expect(namedFault([named('cwl-kl8', '20x'), named('lottery-pl5')])).toMatch('“20x”')
    expect(namedFault([{ game: 'cwl-kl8', issues: ['2026121', '2026120'] }, named('lottery-pl5')])).toMatch(
      '一期比一期晚',
    )
    expect(namedFault([{ game: 'cwl-kl8', issues: [] }, named('lottery-pl5')])).toMatch('要写明期号')
  })

  it.each([
    ['another drawing', { issue: '2026122' }, '不是公布过的来源'],
    ['a number too few', { numbers: drawn[0]?.numbers.slice(1) ?? [] }, '一期有 20 个号码，写了 19 个'],
    [
      'a ball that is not there',
      { numbers: [...(drawn[0]?.numbers.slice(0, 19) ?? []), 81] },
      '81 不在 1 到 80 之间',
    ],
    ['a ball twice', { numbers: [2, 2, ...(drawn[0]?.numbers.slice(2) ?? [])] }, '写了两次'],
    ['balls out of order', { numbers: [5, 2, ...(drawn[0]?.numbers.slice(2) ?? [])] }, '从小到大'],
    ['no number', { numbers: [NaN, ...(drawn[0]?.numbers.slice(1) ?? [])] }, 'NaN 不在'],
  ])('refuses %s', (_, change, text) => {
    const [first] = drawn
    const [named] = sources
    if (!first || !named) throw new Error('the vectors have two sources')
    expect(drawnFault({ ...first, ...change }, named)).toMatch(text)
    expect(drawnFault(first, named)).toBeNull()
  })

  it('keeps digits in the order in which they were drawn, a digit twice included', () => {
    expect(drawnText(drawn.slice(1))).toBe('lottery-pl5:26120:4.0.7.7.1/')
  })
})

describe('tickets', () => {
  it('reads exactly what it writes', () => {
    const ticket = ticketOf(sha256, 42, { classes: ['couple', 'doctor'], state: 'disputed', points: 90 })
    const text = leafText(ticket)
    expect(text).toMatch(/^T000042\|all\|couple\+doctor\|disputed\|90\|[0-9a-f]{64}$/)
    expect(readLeaf(text)).toEqual(ticket)
    for (const other of [
      text.replace('couple+doctor', 'doctor+couple'),
      text.replace('couple+doctor', 'couple+couple'),
      text.replace('|90|', '|090|'),
      text.replace('T000042', 'T0000042'),
      text.replace('T000042', 'T000000'),
      text.replace('disputed', 'lost'),
      `${text}\n`,
      text.slice(0, -1),
      text.toUpperCase(),
    ])
      expect(readLeaf(other)).toBeNull()
  })

  it('names a million tickets and more', () => {
    for (const number of [1, 999_999, 1_000_000, 12_345_678])
      expect(ticketNumber(ticketName(number))).toBe(number)
  })
})

describe('a draw', () => {
  it.each(algorithms)(
    'holds when it is computed again, with %s and from nobody to a hundred',
    (algorithm) => {
      for (const count of [0, 1, 2, 3, 8, 100])
        expect(checkAtOnce(roundOf(algorithm, tickets(count, algorithm)), digests[algorithm])).toEqual([])
    },
  )

  it('is moved by nobody who goes, comes or is admitted: values rest on the key, the pool and the number', () => {
    const record = randomRound(5)
    const key = record.result?.key ?? ''
    const list = tickets(60)
    const orderOfAll = orderOf(sha256, { key, rule: 'draw', pool: 'all', tickets: list })
    const without = orderOf(sha256, {
      key,
      rule: 'draw',
      pool: 'all',
      tickets: list.filter(({ number }) => number % 7 !== 0).reverse(),
    })
    expect(without).toEqual(orderOfAll.filter(({ ticket }) => ticket.number % 7 !== 0))
  })

  it('changes altogether with one ticket, one rule, one source', () => {
    const first = roundOf('sha-256', tickets(8))
    const keys = new Set([
      first.result?.key,
      roundOf('sha-256', tickets(9)).result?.key,
      roundOf('sha-256', tickets(8), { rules: '规则示例，第二版\n' }).result?.key,
      roundOf('sha-256', tickets(8), { round: '2026-r04' }).result?.key,
      roundOf('sha-256', tickets(8), { reserved: 'last' }).result?.key,
      roundOf('sha-256', tickets(8), {
        drawn: drawn.map((one) => (one.game === 'lottery-pl5' ? { ...one, numbers: [4, 0, 7, 7, 2] } : one)),
      }).result?.key,
    ])
    expect(keys.size).toBe(6)
  })

  it('tells any changed byte of list, sources, rules, order and record', () => {
    const text = recordText(
      roundOf('sha-256', tickets(6), {
        log: [
          { at: '2026-12-03T02:00:00.000Z', ticket: 'T000002', act: 'skip', reason: 'withdrew', flat: null },
        ],
      }),
    )
    const faultsOf = (given: string) => {
      const record = readRecord(given)
      return record ? checkAtOnce(record, sha256).length : 1
    }
    expect(faultsOf(text)).toBe(0)
    // What is no part of the draw, the signature alone holds: who entered the sources, and what happened since.
    const apart = [...text.matchAll(/"evidence":\{.*?\}|"log":\[.*?\]/g)].map(
      ({ index, 0: { length } }) => [index, index + length] as const,
    )
    const places = Array.from({ length: text.length }, (_, at) => at).filter(
      (at) => !apart.some(([from, to]) => at >= from && at < to),
    )
    const untold = places.filter((at) => {
      const sign = text.charAt(at) === '7' ? '8' : '7'
      return faultsOf(`${text.slice(0, at)}${sign}${text.slice(at + 1)}`) === 0
    })
    expect(untold).toEqual([])
    expect(places.length).toBeGreaterThan(1900)
  })

  it('tells one person in both roles, a source too few, a pool that nobody is in', () => {
    const record = roundOf('sha-256', tickets(3))
    if (!record.result) throw new Error('drawn')
    const { result } = record
    const [kl8, pl5] = result.drawn
    if (!kl8 || !pl5) throw new Error('two sources')
    const alone = { ...kl8, evidence: { ...evidence, confirmedBy: evidence.enteredBy } }
    const parts = (more: Partial<typeof result>) =>
      checkAtOnce({ ...record, result: { ...result, ...more } }, sha256).map(({ part }) => part)
    expect(parts({ drawn: [alone, pl5] })).toEqual(['sources'])
    expect(parts({ drawn: [kl8] })).toContain('sources')
    expect(parts({ order: { ...result.order, family: [] } })).toEqual(['order'])
  })

  it('tells what the log cannot be: a ticket that is not there, a flat chosen twice', () => {
    const line = {
      at: '2026-12-03T02:00:00.000Z',
      ticket: 'T000001',
      act: 'choose',
      reason: null,
      flat: 'all-1',
    } as const
    const faults = (log: DrawRecord['log']) =>
      checkAtOnce({ ...roundOf('sha-256', tickets(3)), log }, sha256).map(({ text }) => text)
    expect(faults([line, { ...line, ticket: 'T000002', flat: 'all-2' }])).toEqual([])
    expect(faults([line, { ...line, ticket: 'T000002' }])).toEqual([expect.stringMatching('这套房选了两次')])
    expect(faults([line, { ...line, flat: 'all-2' }])).toEqual([expect.stringMatching('这个号选了两次')])
    expect(faults([{ ...line, ticket: 'T000004' }])).toEqual([expect.stringMatching('没有这个号')])
    expect(faults([{ ...line, flat: 'all-9' }])).toEqual([expect.stringMatching('没有这套房')])
    expect(faults([{ ...line, act: 'skip' }])).toEqual([expect.stringMatching('没有写原因')])
  })

  it('says how far it is', () => {
    const check = checkRecord(roundOf('sha-256', tickets(5)), sha256)
    const steps: number[] = []
    for (let step = check.next(); step.done !== true; step = check.next())
      steps.push(step.value.done / step.value.all)
    expect(steps).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  })
})

describe('one’s own place', () => {
  const record = roundOf('sm3', tickets(9, 'sm3'))
  const receipt = (number: number): DrawReceipt => ({
    round: record.round,
    leaf: record.leaves[number - 1] ?? '',
    salt: toHex(saltOf(number)),
    path: pathsOf(digests.sm3, record.leaves)[number - 1] ?? [],
    tickets: record.tickets,
    root: record.root,
    commitment: record.commitment,
  })

  it('is in the list, is its holder’s, and has the value that the result shows', () => {
    for (let number = 1; number <= 9; number += 1) {
      const own = receipt(number)
      expect(isInList(digests.sm3, own)).toBe(true)
      expect(isHolder(digests.sm3, own, `resident-id|${number}`)).toBe(true)
      expect(isHolder(digests.sm3, own, `resident-id|${number + 1}`)).toBe(false)
      expect(record.result?.order.all).toContain(ownValue(digests.sm3, own, drawn))
    }
  })

  it('is not proved for a list that leaves one out, nor for another ticket', () => {
    const own = receipt(4)
    expect(isInList(digests.sm3, { ...own, root: roundOf('sm3', tickets(8, 'sm3')).root })).toBe(false)
    expect(isInList(digests.sm3, { ...own, leaf: record.leaves[4] ?? '' })).toBe(false)
    expect(isInList(digests.sm3, { ...own, leaf: '' })).toBe(false)
    expect(ownValue(digests.sm3, { ...own, leaf: 'T1' }, drawn)).toBeNull()
  })
})

describe('chance', () => {
  // Chi-square over `cells` cells; its mean is the degrees of freedom, its deviation the root of twice that.
  const excess = (counts: readonly number[], expected: number, freedom: number) =>
    (counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) - freedom) /
    Math.sqrt(2 * freedom)
  const rounds = Number(process.env.DRAW_ROUNDS ?? 20_000)
  const people = 6
  const ranks = Array.from({ length: rounds }, (_, round) => {
    const key = createHash('sha256').update(`key ${round}`).digest('hex')
    const value = valuesUnder(sha256, key)
    const valued = Array.from({ length: people }, (_unused, at) => value('all', at + 1))
    return [...valued].sort().map((one) => valued.indexOf(one))
  })

  it('gives a ticket each rank as often as any other', () => {
    for (let ticket = 0; ticket < people; ticket += 1) {
      const counts = Array.from({ length: people }, () => 0)
      for (const order of ranks) counts[order.indexOf(ticket)] = (counts[order.indexOf(ticket)] ?? 0) + 1
      expect(Math.abs(excess(counts, rounds / people, people - 1))).toBeLessThan(4)
    }
  })

  it('gives pairs each pair of ranks as often as any other', () => {
    const counts = new Map<string, number>()
    for (const order of ranks) {
      const pair = `${order.indexOf(0)} ${order.indexOf(1)}`
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
    const pairs = people * (people - 1)
    expect(counts.size).toBe(pairs)
    expect(Math.abs(excess([...counts.values()], rounds / pairs, pairs - 1))).toBeLessThan(4)
  })
})

describe('RFC 3797', () => {
  // Its worked example, section 6: the same way of writing sources down, with MD5 and a shrinking pool.
  it('is reproduced: ten of twenty-five', () => {
    const given = '9319./2.5.8.10.12./9.18.26.34.41.45./'
    const md5 = (at: number) => {
      const ends = Buffer.from([at >> 8, at & 255])
      return createHash('md5')
        .update(Buffer.concat([ends, Buffer.from(given), ends]))
        .digest('hex')
    }
    expect(md5(0)).toBe('990dd0a5692a029a98b5e01aa28f3459')
    const pool = Array.from({ length: 25 }, (_, at) => at + 1)
    const chosen = Array.from({ length: 10 }, (_, at) => {
      const index = Number(BigInt(`0x${md5(at)}`) % BigInt(pool.length))
      return pool.splice(index, 1)[0]
    })
    expect(chosen).toEqual([17, 7, 2, 16, 25, 23, 8, 24, 19, 13])
  })
})
