import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brandColours, contrast, textOnGround } from '@jucai/contract/palette'
import { dark, light } from '../../console/tokens'

const source = readFileSync(path.join(__dirname, '../../src/theme/tokens.scss'), 'utf8')
const colours = /--([\w-]+): (?:var\(--([ld])-([\w-]+), )?(#[0-9a-f]+)\)?;/g
const mixin = (name: string) => {
  const body = new RegExp(`@mixin ${name} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
  return [...body.matchAll(colours)].map(([, key = '', mode, chosen, value = '']) => ({
    key,
    mode,
    chosen,
    value,
  }))
}

test.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s colours that are checked are the mini-program’s', (name, palette) => {
  expect(Object.fromEntries(mixin(name).map(({ key, value }) => [key, value]))).toEqual({ ...palette })
})

test.each(['light', 'dark'])('a city may choose the brand’s colours and no others: %s', (name) => {
  const open = mixin(name).filter(({ mode }) => mode !== undefined)
  expect(open.map(({ key }) => key).sort()).toEqual([...brandColours].sort())
  expect(open.filter(({ key, mode, chosen }) => key !== chosen || mode !== name[0])).toEqual([])
})

test.each([
  ['light', light],
  ['dark', dark],
] as const)('every pair of text and ground is readable: %s', (_, palette) => {
  expect(textOnGround.filter(([text, ground]) => contrast(palette[text], palette[ground]) < 4.5)).toEqual([])
})
