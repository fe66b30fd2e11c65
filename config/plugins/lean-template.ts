// Taro writes every attribute of every component into base.wxml, once a nesting level. These are never set
// by this app, and WeChat's own defaults are the same, so they are weight only (about 8 KB). Their places
// in the alias table stay as they are. The space between tags is weight too (2 KB in all templates).
// Taro's own way to take it out, `minifyXML`, is an HTML minifier: it drops `</input>`, without which
// WeChat does not compile.
import type { IPluginContext } from '@tarojs/service'

// How a button or a link looks while it is pressed (theme/base.scss): in the template, because whatever a page
// says of a button travels with each button of each list.
const pressed = /'(?:button|navigator)-hover'/g

const unused =
  / (?:hover-stop-propagation|hover-start-time|hover-stay-time|animation|bindlongpress|bindanimation\w+|bindtransitionend|refresher-[\w-]+|bindrefresher\w+)="[^"]*"/g

/** Taro plugin: makes the templates lean, as said above; does nothing on H5. */
export default function leanTemplate(ctx: IPluginContext): void {
  ctx.modifyBuildAssets(
    ({ assets }: { assets: Record<string, { source(): string | Buffer; size(): number }> }) => {
      for (const [name, asset] of Object.entries(assets)) {
        if (!name.endsWith('.wxml')) continue
        const lean = String(asset.source())
          .replace(unused, '')
          .replace(pressed, "'press'")
          .replace(/>\s+</g, '><')
          .trim()
        assets[name] = { ...asset, source: () => lean, size: () => Buffer.byteLength(lean) }
      }
    },
  )
}
