import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dark, light, type Palette } from '../../console/tokens'

const source = readFileSync(path.join(__dirname, '../../src/theme/tokens.scss'), 'utf8')
const mixin = (name: string): Record<string, string> => {
  const body = new RegExp(`@mixin ${name} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]+);/g)].map(([, key = '', value = '']): [string, string] => [
      key,
      value,
    ]),
  )
}

test.each([
  ['light', light],
  ['dark', dark],
] as const)('the console’s %s colours are the mini-program’s', (name, palette) => {
  expect({ ...palette }).toEqual(mixin(name))
})

const channels = (hex: string) =>
  (hex.length === 4
    ? [...hex.slice(1)].map((digit) => digit + digit)
    : (hex.slice(1).match(/../g) ?? [])
  ).map((pair) => parseInt(pair, 16) / 255)
const luminance = (hex: string) =>
  channels(hex)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] as number), 0)
const contrast = (a: string, b: string) =>
  (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05)
const pairs: [keyof Palette, keyof Palette][] = [
  ...(['ink', 'ink-2', 'ink-3', 'night'] as const).flatMap((text) =>
    (['bg', 'surface', 'sunken'] as const).map((ground): [keyof Palette, keyof Palette] => [text, ground]),
  ),
  ['on-night', 'night'],
  ['good', 'good-soft'],
  ['care', 'care-soft'],
  ['bad', 'bad-soft'],
  ['info', 'info-soft'],
  ['star-text', 'star-soft'],
  ['ink', 'night-soft'],
  ['ink-2', 'night-soft'],
]
test.each([
  ['light', light],
  ['dark', dark],
] as const)('every pair of text and ground is readable: %s', (_, palette) => {
  expect(pairs.filter(([text, ground]) => contrast(palette[text], palette[ground]) < 4.5)).toEqual([])
})
