import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

const root = path.join(__dirname, '..', '..')
const filesBelow = (directory: string): string[] =>
  readdirSync(path.join(root, directory), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !file.includes('node_modules/'))

interface AppConfig {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
  tabBar: { list: { pagePath: string }[] }
}
/** What src/app.config.ts hands to Taro in a development build, the gallery with it. */
const appConfig = (): AppConfig => {
  const handed: AppConfig[] = []
  const place = globalThis as { defineAppConfig?: (config: AppConfig) => void }
  place.defineAppConfig = (config) => void handed.push(config)
  jest.isolateModules(() => void jest.requireActual('../../src/app.config'))
  delete place.defineAppConfig
  if (!handed[0]) throw new Error('src/app.config.ts handed nothing to defineAppConfig')
  return handed[0]
}

describe('the pages of the app', () => {
  const { pages, subPackages, tabBar } = appConfig()
  const listed = [...pages, ...subPackages.flatMap((one) => one.pages.map((page) => `${one.root}/${page}`))]

  test('in src/app.config.ts are those of the tree, each once', () => {
    const there = filesBelow('src')
      .filter((file) => file.endsWith('/index.config.ts'))
      .map((file) => file.replace(/\.config\.ts$/, ''))
    expect([...listed].sort()).toEqual(there.sort())
  })

  test('that have a tab are those of the main package', () => {
    expect(tabBar.list.map(({ pagePath }) => pagePath)).toEqual(pages)
  })
})

describe('the pages of the console', () => {
  const below = filesBelow('console')
  const textOf = (file: string) => readFileSync(path.join(root, 'console', file), 'utf8')
  const described = below.filter((file) => file.endsWith('/place.ts'))

  test('are described in the place.ts of their folder, or named in console/places.ts, each once', () => {
    const listed = ['places.ts', ...described].flatMap((file) =>
      [...textOf(file).matchAll(/import\('(\.\/[^']+)'\)/g)].map(
        ([, page = '']) => `${path.posix.join(path.posix.dirname(file), page)}.tsx`,
      ),
    )
    const there = below.filter((file) => file.endsWith('.tsx') && /^export default /m.test(textOf(file)))
    expect(there.length).toBeGreaterThan(0)
    expect(listed.sort()).toEqual(there.sort())
  })

  test('that a place.ts describes are in the navigation of console/places.ts', () => {
    const names = described.flatMap((file) =>
      [...textOf(file).matchAll(/^export const (\w+): Place/gm)].map(([, name = '']) => name),
    )
    const [, list = ''] = /places: readonly Place\[\] = \[([^\]]*)\]/.exec(textOf('places.ts')) ?? []
    expect(names.length).toBeGreaterThan(0)
    expect(
      list
        .split(/[\s,]+/)
        .filter(Boolean)
        .sort(),
    ).toEqual(names.sort())
  })

  test('have an address of their own', () => {
    const paths = described.flatMap((file) =>
      [...textOf(file).matchAll(/^ {2}path: '([^']+)'/gm)].map(([, at]) => at),
    )
    expect(paths.length).toBeGreaterThan(0)
    expect(new Set(paths).size).toBe(paths.length)
  })
})
