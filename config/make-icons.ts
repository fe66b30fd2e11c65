// Draws the tab bar's pictures for WeChat into src/tab/ and the site's icon for browsers: `npx tsx
// config/make-icons.ts`. They are committed, because they change only with the look. H5 draws its own tab
// bar and uses none of the former. WeChat takes pictures for its tab bar, no colours: a city with a palette
// of its own gives its configuration, `npx tsx config/make-icons.ts city.json`, before it builds.
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { dark, light, type BrandPalette } from '@jucai/contract/palette'
import { iconSvg } from './icon-svg'

const tabs = { home: 'house', services: 'layout-grid', code: 'qr-code', messages: 'bell', mine: 'user-round' }
const [, , city] = process.argv
const { brand } = (city ? JSON.parse(readFileSync(city, 'utf8')) : { brand: {} }) as {
  brand: { palette?: BrandPalette }
}
const variants = {
  '': light['ink-3'],
  '-on': brand.palette?.light.night ?? light.night,
  '-dark': dark['ink-3'],
  '-on-dark': brand.palette?.dark.night ?? dark.night,
}
const directory = path.resolve(__dirname, '../src/tab')

/** The drawing in four steps of opacity: a third fewer bytes than sixteen, and no eye tells them apart at 81 px. */
const inFourSteps = async (svg: string): Promise<Sharp> => {
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const [red, green, blue] = data.subarray(data.findIndex((value, at) => at % 4 === 3 && value === 255) - 3)
  for (let at = 0; at < data.length; at += 4)
    data.set([red ?? 0, green ?? 0, blue ?? 0, Math.round((data[at + 3] ?? 0) / 85) * 85], at)
  return sharp(data, { raw: { width, height, channels: 4 } })
}

async function main(): Promise<void> {
  mkdirSync(directory, { recursive: true })
  for (const [tab, icon] of Object.entries(tabs)) {
    for (const [suffix, colour] of Object.entries(variants)) {
      // 81 px is the size WeChat asks for; the drawing keeps a margin so that it looks as light as its label.
      const svg = iconSvg(icon, colour).replace(
        'viewBox="0 0 24 24"',
        'width="81" height="81" viewBox="-1 -1 26 26"',
      )
      await (
        await inFourSteps(svg)
      )
        .png({ palette: true, colours: 4, dither: 0, effort: 10, compressionLevel: 9 })
        .toFile(path.join(directory, `${tab}${suffix}.png`))
    }
  }
  // As SVG it would cost a phone's browser a document of its own while the first page is drawn (a tenth of
  // a second).
  await sharp(path.resolve(__dirname, 'icon.svg'))
    .png({ palette: true, compressionLevel: 9 })
    .toFile(path.resolve(__dirname, '../src/h5/icon.png'))
}

void main()
