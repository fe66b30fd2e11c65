import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { inspect } from '../../server/evidence/content'
import { judgePdf, makePdfJudge } from '../../server/evidence/pdf'
import { containing } from '../matchers'
import { pdf } from './files'

const words = async (bytes: Buffer): Promise<string> => {
  const found = await inspect(bytes)
  return 'refused' in found ? found.refused : found.type
}
const script = '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'
const objects = (text: string) => Buffer.from(text, 'latin1')
/** Objects of a page, its catalogue last. */
const pages =
  '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj 3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj'
const catalogue = `<< /Type /Catalog /Pages 2 0 R ${script} >>`

/** A PDF of version 1.5 whose catalogue lies in a stream of objects, found by a stream of places. */
const inObjectStream = (
  inside: string,
  { type = '/Type /ObjStm', filter = true, catalog = `<< /Type /Catalog /Pages 2 0 R ${inside} >>` } = {},
): Buffer => {
  const body = Buffer.from(`1 0 ${catalog}`)
  const packed = filter ? deflateSync(body) : body
  const head = Buffer.from('%PDF-1.5\n')
  const first = objects('2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n')
  const second = objects('3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj\n')
  const stream = Buffer.concat([
    objects(
      `4 0 obj << ${type} /N 1 /First 4 ${filter ? '/Filter /FlateDecode ' : ''}/Length ${packed.length} >>\nstream\n`,
    ),
    packed,
    objects('\nendstream endobj\n'),
  ])
  const at = [head.length, head.length + first.length, head.length + first.length + second.length]
  const end = (at[2] as number) + stream.length
  const row = (kind: number, place: number, index: number) => [kind, place >> 8, place & 255, index]
  const table = Buffer.from(
    [row(0, 0, 0), row(2, 4, 0), ...[...at, end].map((place) => row(1, place, 0))].flat(),
  )
  return Buffer.concat([
    head,
    first,
    second,
    stream,
    objects(`5 0 obj << /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Length ${table.length} >>\nstream\n`),
    table,
    objects(`\nendstream endobj\nstartxref\n${end}\n%%EOF\n`),
  ])
}

const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')
const rc4 = (key: Buffer, data: Buffer): Buffer => {
  const box = Array.from({ length: 256 }, (_, index) => index)
  const swap = (a: number, b: number) => ([box[a], box[b]] = [box[b] as number, box[a] as number])
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (box[i] as number) + (key[i % key.length] as number)) & 255
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return data.map((byte) => {
    i = (i + 1) & 255
    j = (j + (box[i] as number)) & 255
    swap(i, j)
    return byte ^ (box[((box[i] as number) + (box[j] as number)) & 255] as number)
  }) as Buffer
}
/** A PDF under the standard handler, 40 bits; without a password to open it carries an owner’s only. */
const locked = (password = ''): Buffer => {
  const padded = Buffer.concat([Buffer.from(password), padding]).subarray(0, 32)
  const owner = Buffer.alloc(32, 7)
  const id = Buffer.alloc(16, 9)
  const key = createHash('md5')
    .update(Buffer.concat([padded, owner, Buffer.from('fcffffff', 'hex'), id]))
    .digest()
    .subarray(0, 5)
  const user = Buffer.from(rc4(key, padding))
  return objects(
    pdf()
      .toString('latin1')
      .replace(
        'trailer << /Root 1 0 R >>',
        `trailer << /Root 1 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >> >>`,
      ),
  )
}

const spelled = (before: string, after: string, eol = '\n') =>
  objects(
    `%PDF-1.4${eol}${before}${eol}1 0 obj ${catalogue} endobj${eol}${after}${eol}${pages}${eol}trailer << /Root 1 0 R >>${eol}%%EOF${eol}`,
  )

it.each<[string, Buffer, string]>([
  ['half of one', pdf().subarray(0, 80), 'PDF 打不开，可能不完整'],
  ['a name alone', Buffer.from('%PDF-1.4\n'), 'PDF 打不开'],
  ['a password to open it', locked('123456'), '要输密码'],
  ['a program', pdf(script), '带有程序（脚本）'],
  ['a program spelled another way', pdf('/OpenAction << /S /J#61vaScript /J#53 (1) >>'), '带有程序（脚本）'],
  [
    'a program in the names',
    pdf('/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>'),
    '带有程序',
  ],
  [
    'a program after a harmless action',
    pdf('/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [<< /S /JavaScript /JS (1) >>] >>'),
    '带有程序',
  ],
  ['a program packed away', inObjectStream(script), '带有程序'],
  [
    'a program packed under another spelling',
    inObjectStream(script, { type: '/Type /Obj#53tm' }),
    '带有程序',
  ],
  [
    'a program packed behind a long preface',
    inObjectStream(script, { type: `/Type /ObjStm /X (${'x'.repeat(500)})` }),
    '带有程序',
  ],
  ['a program packed without compression', inObjectStream(script, { filter: false }), '带有程序'],
  ['a program between comments about streams', spelled('%stream', '%endstream'), '带有程序'],
  ['a program between words about streams', spelled('(stream\n)', '(endstream)'), '带有程序'],
  ['a program in a file of lines that end in CR alone', spelled('', '', '\r'), '带有程序'],
  [
    'a password by another spelling',
    objects(locked('1').toString('latin1').replace('/Encrypt', '/Encr#79pt')),
    '要输密码',
  ],
  ['a start of something', pdf('/OpenAction << /S /Launch /F (cmd.exe) >>'), '启动电脑程序'],
  ['a form that sends', pdf('/X << /S /SubmitForm /F (http://a) >>'), '向外发送或读入数据'],
  ['a form that reads in', pdf('/X << /S /ImportData /F (a) >>'), '向外发送或读入数据'],
  ['a way to a file elsewhere', pdf('/X << /S /GoToR /F (\\\\\\\\host\\\\a.pdf) >>'), '打开其他文件'],
  ['a way into a file inside', pdf('/X << /S /GoToE /T << /R /C >> >>'), '打开其他文件'],
  ['an address that opens by itself', pdf('/OpenAction << /S /URI /URI (http://a) >>'), '一打开就会连到网址'],
  ['an address when the page opens', pdf('/AA << /O << /S /URI /URI (http://a) >> >>'), '一打开就会连到网址'],
  ['a film', pdf('/X << /Subtype /RichMedia >>'), '音频、视频'],
  ['a form that programs show differently', pdf('/AcroForm << /XFA 9 0 R >>'), '看到的内容可能不一样'],
])('refuses a PDF with %s in words that are true', async (_what, bytes, expected) => {
  expect(await words(bytes)).toContain(expected)
})

it.each<[string, Buffer]>([
  ['an owner’s password only', locked()],
  ['its objects packed', inObjectStream('')],
  ['its objects packed without compression', inObjectStream('', { filter: false })],
  [
    'a file attached, as e-invoices have',
    pdf('/Names << /EmbeddedFiles << /Names [(a.xml) << /Type /Filespec /F (a.xml) >>] >> >> /AF []'),
  ],
  ['a link that somebody may click', pdf('/X << /S /URI /URI (http://a) >>')],
  ['lines before it', Buffer.concat([Buffer.from('Content-Type: application/pdf\n\n'), pdf()])],
  ['its end far from the end', Buffer.concat([pdf(), Buffer.alloc(5000, ' ')])],
])('takes a PDF with %s', async (_what, bytes) => {
  expect(await words(bytes)).toBe('application/pdf')
})

/** A PDF with this many files inside, each named in the names of the document and again beside it. */
const carrying = (count: number): Buffer => {
  const numbers = Array.from({ length: count }, (_, turn) => 10 + 2 * turn)
  const files = numbers.map(
    (number) =>
      `${number} 0 obj << /Type /Filespec /F (${number}.xml) /EF << /F ${number + 1} 0 R /UF ${number + 1} 0 R >> >> endobj\n${number + 1} 0 obj << /Type /EmbeddedFile /Length 4 >>\nstream\n<a/>\nendstream endobj`,
  )
  const names = numbers.map((number) => `(${number}.xml) ${number} 0 R`).join(' ')
  const all = numbers.map((number) => `${number} 0 R`).join(' ')
  return objects(
    pdf(`/Names << /EmbeddedFiles << /Names [${names}] >> >> /AF [${all}]`)
      .toString('latin1')
      .replace('trailer', `${files.join('\n')}\ntrailer`),
  )
}
it.each([0, 1, 3])('counts %i files inside a PDF, each once, and takes it', async (count) => {
  expect(await inspect(carrying(count))).toMatchObject({ type: 'application/pdf', attachments: count })
})

describe('a PDF made to stop the server', () => {
  const limits = { timeLimitMs: 300, threads: 1, places: 1, idleMs: 100 }
  const nested = Buffer.concat([
    pdf().subarray(0, -6),
    Buffer.alloc(10_000_000, '['),
    Buffer.from('\n%%EOF\n'),
  ])

  it.each<[string, Buffer]>([
    ['“stream” without end', Buffer.from(`%PDF-1.4\n${'stream\n'.repeat(1_400_000)}\n%%EOF`)],
    ['packed objects without end', Buffer.from(`%PDF-1.4\n${'/ObjStm stream\n'.repeat(660_000)}\n%%EOF`)],
  ])('of 10 MB of %s is answered', async (_what, bytes) => {
    const judge = makePdfJudge({ ...limits, timeLimitMs: 30_000 })
    expect(await judgePdf(bytes, judge)).toEqual({ refused: containing('PDF') })
  })

  it('that takes too long is put off in words, not called bad, and the server goes on meanwhile', async () => {
    let turns = 0
    const turn = () => {
      turns += 1
      if (turns > 0) timer = setImmediate(turn)
    }
    let timer = setImmediate(turn)
    const judged = judgePdf(nested, makePdfJudge({ ...limits, timeLimitMs: 1 })).catch(
      (error: unknown) => error,
    )
    const answer = await judged
    clearImmediate(timer)
    expect(answer).toMatchObject({
      code: 'unavailable',
      options: { detail: containing('这个 PDF 没有检查完。过一会儿再试') },
    })
    expect(turns).toBeGreaterThan(10) // it is another thread that works
    expect(await judgePdf(pdf(), makePdfJudge({ ...limits, timeLimitMs: 30_000 }))).toEqual({
      attachments: 0,
    })
  })

  it('waits for a place, and is asked to come again when there is none', async () => {
    const judge = makePdfJudge({ ...limits, timeLimitMs: 30_000 })
    const [one, two] = [judge(pdf()), judge(pdf(script))]
    await expect(judge(pdf())).rejects.toMatchObject({ code: 'unavailable' })
    expect(await Promise.all([one, two])).toMatchObject([{ fault: null }, { fault: 'script' }])
    expect(await judge(pdf())).toEqual({ fault: null, attachments: 0 })
  })

  it('that unfolds into more than 64 MB is refused', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000, ' '))
    const head = `%PDF-1.5\n${pages}\n4 0 obj << /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`
    const bytes = Buffer.concat([
      objects(head),
      bomb,
      objects(`\nendstream endobj\nstartxref\n${head.indexOf('4 0 obj')}\n%%EOF\n`),
    ])
    expect(await words(bytes)).toMatch(/太复杂|打不开/)
  })
})
