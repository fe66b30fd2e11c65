import { readFileSync } from 'node:fs'
import path from 'node:path'

const lucideDirectory = path.dirname(require.resolve('lucide-static/icons/house.svg'))

/**
 * The drawing of one lucide icon: a 24 grid with 1.75 strokes, without the comments and attributes a mask
 * does not need.
 */
export function iconSvg(name: string, stroke = '#000'): string {
  const source = readFileSync(path.join(lucideDirectory, `${name}.svg`), 'utf8')
  const drawing =
    /<svg[^>]*>([\s\S]*)<\/svg>/
      .exec(source)?.[1]
      ?.replace(/\s*\n\s*/g, '')
      .replace(/ \/>/g, '/>') ?? ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${stroke}" stroke-width="1.75"` +
    ` stroke-linecap="round" stroke-linejoin="round">${drawing}</svg>`
  )
}
