// Sass functions that draw at build time: icons and the sky reach the bundle as data URIs, with no runtime
// code.
import sass from 'sass'
import { constellationUri } from '../src/theme/constellation-svg'
import { iconNames, webIconNames } from '../src/theme/icon-names'
import { iconSvg } from './icon-svg'

const drawn = iconNames.filter((name) => process.env.TARO_ENV !== 'weapp' || !webIconNames.includes(name))

/** SVG text as a data URI with as few escapes as a quoted CSS url() needs. */
function dataUri(svg: string): string {
  return `data:image/svg+xml,${svg.replace(/"/g, "'").replace(/[<>#%]/g, encodeURIComponent)}`
}

/**
 * `icon-masks()` is a map from icon name to url(…); `sky($seed)` a constellation as url(…). Sass's function
 * table.
 */
export const sassFunctions = {
  'icon-masks()': () => {
    const map = new sass.types.Map(drawn.length)
    drawn.forEach((name, index) => {
      map.setKey(index, new sass.types.String(name))
      map.setValue(index, new sass.types.String(`url("${dataUri(iconSvg(name))}")`))
    })
    return map
  },
  'sky($seed)': (seed: sass.types.String) =>
    new sass.types.String(
      `url("${constellationUri(seed.getValue(), { width: 250, height: 130, stars: 8 })}")`,
    ),
}
