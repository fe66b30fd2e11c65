// Draws the tab bar's pictures for WeChat into src/tab/ and the site's icon for browsers: `npx tsx
// config/make-icons.ts`. They are committed, because they change only with the look. H5 draws its own tab
// bar and uses none of the former. WeChat takes pictures for its tab bar, no colours: a city with a palette
// of its own gives its configuration, `npx tsx config/make-icons.ts city.json`, before it builds. What could
// not be published is not drawn either.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { faultsOf, type CityConfig } from '../server/city'
import { drawTabIcons } from './tab-icons'

/** @throws Error in words for whoever runs this */
const cityFrom = (file: string): CityConfig => {
  const city = JSON.parse(readFileSync(file, 'utf8')) as CityConfig
  const faults = faultsOf(city)
  if (faults.length > 0)
    throw new Error(`${file} 不是可以发布的城市配置，图标没有改：\n  ${faults.join('\n  ')}`)
  return city
}

const main = async (): Promise<void> => {
  const [, , file] = process.argv
  await drawTabIcons(path.resolve(__dirname, '../src/tab'), file ? cityFrom(file).brand.palette : undefined)
  // As SVG it would cost a phone's browser a document of its own while the first page is drawn (a tenth of
  // a second).
  await sharp(path.resolve(__dirname, 'icon.svg'))
    .png({ palette: true, compressionLevel: 9 })
    .toFile(path.resolve(__dirname, '../src/h5/icon.png'))
}

main().catch((error: unknown) => {
  process.stderr.write(`✗ ${(error as Error).message}\n`)
  process.exitCode = 1
})
