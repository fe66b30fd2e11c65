// Taro writes every attribute of every component into base.wxml, once a nesting level. Those that this app
// never sets are weight only, since WeChat's own defaults are the same: template-attributes.json says what is
// kept of each element (JSON, because the Taro CLI compiles only the plugin file itself), and
// test/app/template-attributes.test.ts holds that against the pages. Places in the alias table stay as they are.
// The space between tags is weight too (2 KB in all templates). Taro's own way to take it out, `minifyXML`, is
// an HTML minifier: it drops `</input>`, without which WeChat does not compile.
import type { IPluginContext } from '@tarojs/service'
import kept from './template-attributes.json'

// How a button or a link looks while it is pressed (theme/base.scss): in the template, because whatever a page
// says of a button travels with each button of each list.
const pressed = /'(?:button|navigator)-hover'/g

const attributesOf: Readonly<Record<string, readonly string[] | undefined>> = kept
const always = /^(?:class|style|id|data-sid|bindtap|aria-)/
// `catchMove` of a view and a touch on a running text are asked for by no page: nobody uses these templates.
const neverDrawn =
  /<template name="tmpl_\d+_\d+">(?:<view [^>]*catchtouchmove|<text [^>]*bindtap).*?<\/template>/g

const lean = (template: string): string =>
  template
    .replace(/>\s+</g, '><')
    .trim()
    .replace(neverDrawn, '')
    .replace(/<([a-z-]+)((?: +[\w-]+="[^"]*")+)/g, (whole, tag: string, attributes: string) => {
      const own = attributesOf[tag]
      if (!own) return whole
      const left = attributes.match(/[\w-]+="[^"]*"/g)?.filter((attribute) => {
        const name = attribute.slice(0, attribute.indexOf('='))
        return always.test(name) || own.includes(name)
      })
      return [`<${tag}`, ...(left ?? [])].join(' ')
    })
    .replace(pressed, "'press'")

/** Taro plugin: makes the templates lean, as said above; does nothing on H5. */
export default function leanTemplate(ctx: IPluginContext): void {
  ctx.modifyBuildAssets(
    ({ assets }: { assets: Record<string, { source(): string | Buffer; size(): number }> }) => {
      for (const [name, asset] of Object.entries(assets)) {
        if (!name.endsWith('.wxml')) continue
        const text = lean(String(asset.source()))
        assets[name] = { ...asset, source: () => text, size: () => Buffer.byteLength(text) }
      }
    },
  )
}
