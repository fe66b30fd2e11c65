import sharp from 'sharp'
import type { SamplePaper } from './papers'

type Stroke = readonly (readonly [x: number, y: number])[]

/** 示 and 例 as strokes in a square of 100: no machine needs a font to show that a paper is a sample. */
const shi: readonly Stroke[] = [
  [
    [28, 18],
    [72, 18],
  ],
  [
    [10, 42],
    [90, 42],
  ],
  [
    [50, 42],
    [50, 90],
    [38, 84],
  ],
  [
    [34, 56],
    [16, 80],
  ],
  [
    [66, 56],
    [86, 80],
  ],
]
const li: readonly Stroke[] = [
  [
    [28, 8],
    [6, 46],
  ],
  [
    [19, 28],
    [19, 92],
  ],
  [
    [33, 20],
    [66, 20],
  ],
  [
    [48, 20],
    [34, 56],
  ],
  [
    [46, 38],
    [63, 38],
    [60, 54],
    [50, 74],
    [34, 90],
  ],
  [
    [44, 54],
    [54, 66],
  ],
  [
    [75, 26],
    [75, 66],
  ],
  [
    [92, 10],
    [92, 90],
    [81, 84],
  ],
]

const placed = (strokes: readonly Stroke[], left: number, top: number, size: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(([x, y]) => [left + (x * size) / 100, top + (y * size) / 100] as const))
const bar = (x: number, y: number, width: number): Stroke => [
  [x, y],
  [x + width, y],
]

interface Layer {
  colour: readonly [red: number, green: number, blue: number]
  width: number
  strokes: readonly Stroke[]
}
interface Drawing {
  width: number
  height: number
  layers: readonly Layer[]
}

const ring = (x: number, y: number, radius: number): Stroke =>
  Array.from(
    { length: 49 },
    (_, step) =>
      [x + radius * Math.cos((step * Math.PI) / 24), y + radius * Math.sin((step * Math.PI) / 24)] as const,
  )
const star = (x: number, y: number, radius: number): Stroke =>
  Array.from({ length: 9 }, (_, step) => {
    const reach = step % 2 === 0 ? radius : radius * 0.34
    return [
      x + reach * Math.cos(((step - 2) * Math.PI) / 4),
      y + reach * Math.sin(((step - 2) * Math.PI) / 4),
    ] as const
  })

/** Lines where words would stand, a seal where one would be, and across it all, large, 示例. */
const drawingOf = ({ wide, lines, stamped }: SamplePaper): Drawing => {
  const [width, height] = wide ? [842, 595] : [595, 842]
  const margin = 72
  const room = width - 2 * margin
  const step = (height - 2 * margin - 120) / lines
  const words = Array.from({ length: lines }, (_, line) =>
    bar(margin, margin + 100 + line * step, room * (line % 5 === 4 ? 0.46 : 0.86 + ((line * 7) % 3) * 0.07)),
  )
  const size = width * 0.34
  const mark = [
    ...placed(shi, width / 2 - size * 1.05, (height - size) / 2, size),
    ...placed(li, width / 2 + size * 0.05, (height - size) / 2, size),
  ]
  const [sealX, sealY] = [width - margin - 60, height - margin - 50]
  return {
    width,
    height,
    layers: [
      {
        colour: [0.2, 0.3, 0.6],
        width: 1.5,
        strokes: [
          [
            [28, 28],
            [width - 28, 28],
            [width - 28, height - 28],
            [28, height - 28],
            [28, 28],
          ],
        ],
      },
      {
        colour: [0.1, 0.18, 0.43],
        width: 12,
        strokes: [bar(width / 2 - room * 0.22, margin + 28, room * 0.44)],
      },
      { colour: [0.74, 0.78, 0.87], width: 7, strokes: words },
      ...(stamped
        ? [
            {
              colour: [0.78, 0.22, 0.18],
              width: 3,
              strokes: [ring(sealX, sealY, 48), star(sealX, sealY, 20)],
            } as const,
          ]
        : []),
      { colour: [0.94, 0.69, 0.25], width: size * 0.075, strokes: mark },
    ],
  }
}

const svgOf = ({ width, height, layers }: Drawing): string => {
  const paths = layers.map(
    ({ colour, width: pen, strokes }) =>
      `<path fill="none" stroke="rgb(${colour.map((part) => Math.round(part * 255)).join(',')})" stroke-width="${pen}" stroke-linecap="round" stroke-linejoin="round" d="${strokes.map((stroke) => `M${stroke.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`).join('')}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#fffdf8"/>${paths.join('')}</svg>`
}

const pdfContent = ({ height, layers }: Drawing): string =>
  layers
    .map(({ colour, width, strokes }) =>
      [
        `${colour.join(' ')} RG ${width} w 1 J 1 j`,
        ...strokes.map(
          (stroke) =>
            `${stroke.map(([x, y], at) => `${x.toFixed(1)} ${(height - y).toFixed(1)} ${at === 0 ? 'm' : 'l'}`).join(' ')} S`,
        ),
      ].join('\n'),
    )
    .join('\n')

/** A PDF 1.4 of one page (ISO 32000, 7.5): header, objects, where each begins, trailer. */
const pdfOf = (drawing: Drawing): Buffer => {
  const content = pdfContent(drawing)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${drawing.width} ${drawing.height}] /Resources << >> /Contents 4 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const begins = objects.map((object, at) => {
    const begin = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return begin
  })
  const table = text.length
  const entries = begins.map((begin) => `${String(begin).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
    'latin1',
  )
}

/** Draws a sample paper: a JPEG or a PDF of one page, a few kilobytes, marked 示例 across its middle. */
export const drawPaper = (paper: SamplePaper): Promise<Buffer> => {
  const drawing = drawingOf(paper)
  return paper.form === 'pdf'
    ? Promise.resolve(pdfOf(drawing))
    : sharp(Buffer.from(svgOf(drawing)))
        .jpeg({ quality: 80 })
        .toBuffer()
}
