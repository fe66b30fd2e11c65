import fs from 'node:fs'
import path from 'node:path'
import { bareDir, writeBareApp } from './bare-app'
import { build } from './build'
import { atMost, ratio, type Line } from './line'

const root = path.resolve(__dirname, '../..')
/** Where the mini-program is built. */
export const weappDir = path.join(root, 'dist', 'weapp')
const subpackageLimit = 200 * 1024

const bytesBelow = (directory: string): number =>
  fs.readdirSync(directory, { withFileTypes: true }).reduce((sum, entry) => {
    const at = path.join(directory, entry.name)
    return sum + (entry.isDirectory() ? bytesBelow(at) : fs.statSync(at).size)
  }, 0)

interface AppJson {
  subPackages?: { root: string }[]
}
const packagesOf = (directory: string): { main: number; sub: { root: string; bytes: number }[] } => {
  const { subPackages = [] } = JSON.parse(
    fs.readFileSync(path.join(directory, 'app.json'), 'utf8'),
  ) as AppJson
  const sub = subPackages.map(({ root: name }) => ({
    root: name,
    bytes: bytesBelow(path.join(directory, name)),
  }))
  return { main: bytesBelow(directory) - sub.reduce((sum, { bytes }) => sum + bytes, 0), sub }
}

/** Builds the mini-program and, with the same settings, a bare one; compares what a phone has to load. */
export const sizes = async (): Promise<Line[]> => {
  writeBareApp()
  await build('weapp', root)
  await build('weapp', bareDir)
  const [ours, bare] = [packagesOf(weappDir), packagesOf(path.join(bareDir, 'dist'))]
  return [
    ratio('weapp main package, bytes, against a bare app', ours.main, bare.main, { atMost: 1.8 }),
    ...ours.sub.map(({ root: name, bytes }) =>
      atMost(`weapp subpackage ${name}, bytes`, bytes, subpackageLimit),
    ),
    atMost(
      'development pages in the production build',
      ours.sub.filter(({ root: name }) => name === 'gallery').length,
      0,
    ),
  ]
}
