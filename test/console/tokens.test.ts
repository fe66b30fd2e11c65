import { readdirSync, readFileSync } from 'node:fs'
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

// The cards of tiers have the colours of their tier, whatever the city; the checker of draws is one file for all cities.
const ofTiers = /talent-card-frame\.scss$|rounds\/checker\//
const root = path.join(__dirname, '../..')
const files = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(scss|css|tsx?)$/.test(name) && !/node_modules|gallery|tokens\./.test(name))

test('what a city may choose is written out nowhere but where its own colour comes first', () => {
  const chosen = new Set(brandColours.flatMap((name) => [light[name], dark[name]]))
  // Steps of the sky that are in no token: between the middle and the foot of it.
  for (const step of ['#22397c', '#3f5fb0', '#2a4590', '#0f1c45']) chosen.add(step)
  const colour = /(var\(--[\w-]+, |\?\? ')?(#[0-9a-f]{6})/g
  const written = [...files('src'), ...files('console')]
    .filter((name) => !ofTiers.test(name))
    .flatMap((name) =>
      [...readFileSync(path.join(root, name), 'utf8').matchAll(colour)]
        .filter(([, before, value = '']) => before === undefined && chosen.has(value))
        .map(([, , value]) => `${name} ${value}`),
    )
  expect(written).toEqual([])
})
