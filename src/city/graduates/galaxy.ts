/** Stars of the galaxy, and how many of its places stay dark in the middle for the number. */
const stars = 240
const hole = 70
const half = 160
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

const placeOf = (index: number): string => {
  const far = (half - 6) * Math.sqrt((index + hole) / (stars + hole))
  const angle = index * goldenAngle
  return `M${Math.round(half + far * Math.cos(angle))} ${Math.round(half + far * Math.sin(angle))}h0`
}

/**
 * Everybody who stays lights the stars of a galaxy from its middle: an SVG data URI, lit as far as the target
 * is reached; one at least as soon as there is anybody.
 * @param gold colour of the lit, `#rrggbb`
 */
export const galaxyUri = (value: number, target: number, gold: string): string => {
  const lit = value > 0 ? Math.max(1, Math.min(stars, Math.floor((value / target) * stars))) : 0
  const places = Array.from({ length: stars }, (_, index) => placeOf(index))
  return (
    `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 320' fill='none' stroke-linecap='round'>` +
    `<path d='${places.slice(lit).join('')}' stroke='%23fff' stroke-opacity='.26' stroke-width='4'/>` +
    `<path d='${places.slice(0, lit).join('')}' stroke='${gold}' stroke-opacity='.22' stroke-width='13'/>` +
    `<path d='${places.slice(0, lit).join('')}' stroke='${gold}' stroke-width='6'/></svg>`
  ).replace(/[<>#]/g, encodeURIComponent)
}
