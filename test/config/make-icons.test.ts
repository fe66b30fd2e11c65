import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { drawTabIcons } from '../../config/tab-icons'
import { sampleCity } from '../../mock/city/city'
import { secondCity } from '../../mock/city/second'

const root = path.join(__dirname, '../..')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-icons-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The colour of what is drawn in a picture. */
const inkOf = async (file: string): Promise<string> => {
  const { data } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = data.findIndex((value, index) => index % 4 === 3 && value === 255) - 3
  return `#${data.subarray(at, at + 3).toString('hex')}`
}

it('draws the chosen tabs in the colours of a city, and all others as they are', async () => {
  await drawTabIcons(folder, secondCity.brand.palette)
  expect(readdirSync(folder)).toEqual(readdirSync(path.join(root, 'src/tab')))
  expect(await inkOf(path.join(folder, 'home-on.png'))).toBe(secondCity.brand.palette?.light.night)
  expect(await inkOf(path.join(folder, 'mine-on-dark.png'))).toBe(secondCity.brand.palette?.dark.night)
  for (const same of ['home.png', 'code-dark.png'])
    expect(await inkOf(path.join(folder, same))).toBe(await inkOf(path.join(root, 'src/tab', same)))
})

const run = (city: string) =>
  new Promise<{ failed: boolean; said: string }>((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'node_modules/tsx/dist/cli.mjs'), 'config/make-icons.ts', city],
      { cwd: root },
      (error, _, said) => resolve({ failed: error !== null, said }),
    )
  })

it('draws nothing for a configuration that could not be published, and says what is wrong with it', async () => {
  const drawn = () =>
    createHash('sha256')
      .update(readFileSync(path.join(root, 'src/tab/home-on.png')))
      .digest('hex')
  const before = drawn()
  const { brand, ...bare } = sampleCity
  const painted = (night: string) => ({
    ...bare,
    brand: { ...brand, palette: { light: { night }, dark: {} } },
  })
  for (const [city, words] of [
    [bare, "must have required property 'brand'"],
    [{ ...bare, brand: { ...brand, palette: { light: {} } } }, "must have required property 'dark'"],
    [painted('#fff"/><script>'), '/brand/palette/light/night must match pattern'],
    [painted('#ccddff'), 'night #ccddff on surface #fff has a contrast of'],
  ] as const) {
    const file = path.join(folder, 'city.json')
    writeFileSync(file, JSON.stringify(city))
    const { failed, said } = await run(file)
    expect([failed, said]).toEqual([true, expect.stringContaining(words)])
    expect(said).not.toContain('    at ')
  }
  expect(drawn()).toBe(before)
})
