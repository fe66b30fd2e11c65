import { readReturn } from '../../server/ledger/read-return'
import { UnusableFile } from '../../server/ledger/table-file'
import { containing } from '../matchers'
import { answerText, type Answer } from './world'

const read = async (bytes: Uint8Array, megabytes?: number): Promise<number[]> => {
  const sizes: number[] = []
  for await (const lines of readReturn(bytes, megabytes)) sizes.push(lines.length)
  return sizes
}
const answers = (count: number): Answer[] =>
  Array.from({ length: count }, (_, at) => ({ number: 'FK-20261122-0001', sequence: at + 1, yuan: '800.00' }))

describe('the bank’s answer is read in a thread of its own', () => {
  test('some hundred lines at a time, and other work goes on between them', async () => {
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    const sizes = await read(Buffer.from(answerText(answers(1_200))))
    clearInterval(others)
    expect(sizes).toEqual([500, 500, 200])
    expect(turns).toBeGreaterThan(0)
  })

  test('what unfolds without end is refused in words, and costs the thread only', async () => {
    const oneLine = Buffer.alloc(15_000_000, 'a,')
    await expect(read(oneLine, 96)).rejects.toMatchObject({
      words: containing('请拆成几个文件'),
    })
    expect(await read(Buffer.from(answerText(answers(1))), 96)).toEqual([1])
  })

  test('what is no such file is refused with the reason of whoever read it', async () => {
    await expect(read(Buffer.from('甲,乙\r\n1,2'))).rejects.toBeInstanceOf(UnusableFile)
    await expect(read(Buffer.from('甲,乙\r\n1,2'))).rejects.toMatchObject({
      words: containing('没有找到表头'),
    })
  })

  test('reading that is given up ends its thread', async () => {
    const lines = readReturn(Buffer.from(answerText(answers(5_000))))
    expect((await lines.next()).value).toHaveLength(500)
    await lines.return(undefined)
    expect((await lines.next()).done).toBe(true)
  })
})
