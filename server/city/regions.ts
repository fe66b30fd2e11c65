import type { Region } from '@jucai/contract/city'
import { countriesOverseas, overseasCode } from './overseas'
import { startAfter } from '../core/keyset'
import { searchable, matches, type Searchable } from '../core/pinyin-search'

interface RegionNode extends Region, Searchable {
  parent: string | null
  /** Of a country. */
  english?: Searchable
}

type AreaData = (typeof import('@vant/area-data'))['areaList']

const nodesOf = (areas: AreaData): Map<string, RegionNode> => {
  const nodes = new Map<string, RegionNode>()
  const add = (code: string, name: string, parent: string | null) => {
    const above = parent ? nodes.get(parent) : undefined
    if (above) above.hasChildren = true
    // 北京市 北京市 东城区 reads better with one 北京市.
    const path = above ? (above.name === name ? above.path : `${above.path} ${name}`) : name
    nodes.set(code, { code, path, hasChildren: false, parent, ...searchable(name) })
  }
  for (const [code, name] of Object.entries(areas.province_list)) add(code, name, null)
  for (const [code, name] of Object.entries(areas.city_list)) add(code, name, `${code.slice(0, 2)}0000`)
  for (const [code, name] of Object.entries(areas.county_list)) {
    const city = `${code.slice(0, 4)}00`
    add(code, name, nodes.has(city) ? city : `${code.slice(0, 2)}0000`)
  }
  add(overseasCode, '海外', null)
  for (const { code, name, english } of countriesOverseas()) {
    add(code, name, overseasCode)
    Object.assign(nodes.get(code) as RegionNode, { english: searchable(english) })
  }
  return nodes
}

let loading: Promise<Map<string, RegionNode>> | null = null
/** Read at first use: 3,900 divisions and the countries abroad. */
const load = () => (loading ??= import('@vant/area-data').then(({ areaList }) => nodesOf(areaList)))

const shownRegion = ({ code, name, path, hasChildren }: RegionNode): Region => ({
  code,
  name,
  path,
  hasChildren,
})

/** A division by its code of 6 digits (GB/T 2260), or a country; null when there is none. */
export const regionByCode = async (code: string): Promise<Region | null> => {
  const found = (await load()).get(code)
  return found ? shownRegion(found) : null
}

/** Reads the divisions once. @returns a division's full name by its code; null when there is none */
export const regionNames = async (): Promise<(code: string) => string | null> => {
  const nodes = await load()
  return (code) => nodes.get(code)?.path ?? null
}

const page = (nodes: RegionNode[], after: string | undefined, limit: number) => {
  const start = startAfter(nodes, after, ({ code }) => code)
  const items = nodes.slice(start, start + limit)
  return {
    items: items.map(shownRegion),
    next: start + limit < nodes.length ? (items.at(-1)?.code ?? null) : null,
  }
}

const levelOf = ({ code, parent }: RegionNode) => (parent === null ? 0 : code.endsWith('00') ? 1 : 2)

/**
 * Divisions below `parent`, or the provinces and 海外; with `q`, those matching words, pinyin, initials or the
 * beginning of a code, higher levels first.
 */
export const findRegions = async ({
  parent,
  q,
  after,
  limit = 50,
}: {
  parent?: string
  q?: string
  after?: string
  limit?: number
}) => {
  const all = [...(await load()).values()]
  if (q === undefined)
    return page(
      all.filter((node) => node.parent === (parent ?? null)),
      after,
      limit,
    )
  const below = parent === overseasCode ? '9' : (parent?.replace(/(00)+$/, '') ?? '')
  const isMeant = (node: RegionNode) =>
    matches(node, q) ||
    (node.english !== undefined && matches(node.english, q)) ||
    (/^\d{2,6}$/.test(q) && node.code.startsWith(q))
  // 境外 and 国外 are said for 海外, with everything in it.
  const isAbroad = /^(海外|境外|国外)$/.test(q.trim())
  const found = all.filter(
    (node) => (isAbroad && node.code.startsWith('9')) || (node.code.startsWith(below) && isMeant(node)),
  )
  return page(
    found.sort((a, b) => levelOf(a) - levelOf(b) || (a.code < b.code ? -1 : 1)),
    after,
    limit,
  )
}
