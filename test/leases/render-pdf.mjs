// Renders the first page of a PDF to a grey bitmap: node render-pdf.mjs <file.pdf> <scale> → stdout, a line of JSON
// {width, height} and then one byte a pixel, 255 for full ink.
import { readFileSync } from 'node:fs'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

const [file, scale] = process.argv.slice(2)
const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise
const page = await document.getPage(1)
const viewport = page.getViewport({ scale: Number(scale) })
const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
const context = canvas.getContext('2d')
context.fillStyle = '#fff'
context.fillRect(0, 0, canvas.width, canvas.height)
await page.render({ canvasContext: context, viewport, canvas }).promise
const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
const ink = Buffer.alloc(canvas.width * canvas.height)
for (let at = 0; at < ink.length; at += 1)
  ink[at] = 255 - Math.round((data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3)
process.stdout.write(`${JSON.stringify({ width: canvas.width, height: canvas.height })}\n`)
process.stdout.write(ink)
