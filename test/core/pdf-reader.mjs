// Reads a PDF back: node pdf-reader.mjs < file.pdf → JSON {text, fonts}: the text of its pages, and of each font in it its
// name and whether only some of its glyphs are there.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const document = await getDocument({
  data: new Uint8Array(Buffer.concat(chunks)),
  verbosity: 0,
  fontExtraProperties: true,
}).promise
const fonts = new Map()
let text = ''
for (let number = 1; number <= document.numPages; number += 1) {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent()
  text += items.map((item) => `${item.str}${item.hasEOL ? '\n' : ''}`).join('')
  await page.getOperatorList() // loads the fonts
  for (const [id] of page.commonObjs) {
    const font = page.commonObjs.get(id)
    if (font?.name)
      fonts.set(font.name, {
        embedded: Boolean(font.data) || !font.missingFile,
        bytes: font.data?.length ?? 0,
      })
  }
}
process.stdout.write(JSON.stringify({ text, fonts: Object.fromEntries(fonts) }))
