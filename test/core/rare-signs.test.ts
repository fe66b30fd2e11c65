import { printPdf, runsOf } from '../../server/core/pdf'

const print = async (line: string) =>
  (
    await printPdf({
      title: '试印',
      sections: [{ title: '一', lines: [line] }],
      at: new Date('2026-11-22T06:00:00Z'),
      footer: '编号 1',
    })
  ).bytes.toString('latin1')

it('cuts text where the font changes, whole signs', () => {
  expect(runsOf('吴𠮷〇人', (code) => code > 0xffff)).toEqual([
    { font: 'usual', text: '吴' },
    { font: 'rare', text: '𠮷' },
    { font: 'usual', text: '〇人' },
  ])
})

it('embeds a subset of the rare font only where a sign needs it', async () => {
  expect(await print('吴〇人')).not.toContain('NotoSansJP')
  const rare = await print('吴𠮷人')
  expect(rare).toMatch(/[A-Z]{6}\+NotoSansJP/)
  expect(rare.length).toBeLessThan(200_000)
})
