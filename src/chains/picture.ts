import { layersOf, urgencies, type Urgency } from '@jucai/contract/chain-vocabulary'
import type { ShownChain } from '@jucai/contract/chains'

type Link = ShownChain['links'][number]

/** How pressing what a link lacks is: its most pressing post; null where nothing is missing. */
export const lacksMost = ({ posts }: Pick<Link, 'posts'>): Urgency | null =>
  urgencies.find((one) => posts.some(({ urgency }) => urgency === one)) ?? null
/** How many people a link wants. */
export const wantedBy = ({ posts }: Pick<Link, 'posts'>): number =>
  posts.reduce((sum, { wanted }) => sum + wanted, 0)

const centre = (place: number, count: number): number => Math.round(((place + 0.5) / count) * 1000) / 10

/** A row of the picture: its links, and the lines from them to the next row as a mask; null where there are none. */
export interface PictureRow {
  links: readonly Link[]
  lines: string | null
}

/**
 * A chain as rows of links with lines between neighbouring rows. What skips a row or leads back is said in words at its
 * link ({@link saidFeeds}). The lines are stretched to the width of the page, so that large text moves nothing.
 */
export const pictureOf = (links: readonly Link[]): PictureRow[] => {
  const rows = layersOf(links)
  return rows.map((row, at) => {
    const below = rows[at + 1] ?? []
    const paths = row.flatMap(({ feeds }, from) =>
      below.flatMap(({ key }, to) => {
        if (!feeds.includes(key)) return []
        const [x, end] = [centre(from, row.length), centre(to, below.length)]
        return [`<path vector-effect='non-scaling-stroke' d='M${x} 0C${x} 16 ${end} 12 ${end} 28'/>`]
      }),
    )
    return { links: row, lines: paths.length === 0 ? null : maskOf(paths.join('')) }
  })
}
// A mask takes a token's colour by day and by night: SVG in a data URI knows no custom properties.
const maskOf = (paths: string): string =>
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 28' preserveAspectRatio='none' fill='none' stroke='#000' stroke-width='2'>${paths}</svg>`.replace(
    /[<>#]/g,
    encodeURIComponent,
  )

/** The links that a link feeds, by name; those that no line of the picture shows apart. */
export const saidFeeds = (links: readonly Link[], link: Link): { all: string[]; undrawn: string[] } => {
  const rows = layersOf(links)
  const rowOf = (key: string) => rows.findIndex((row) => row.some((one) => one.key === key))
  const fed = links.filter(({ key }) => link.feeds.includes(key))
  return {
    all: fed.map(({ name }) => name),
    undrawn: fed.filter(({ key }) => rowOf(key) !== rowOf(link.key) + 1).map(({ name }) => name),
  }
}
