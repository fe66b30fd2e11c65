// Taro writes every attribute of every component into base.wxml, once a nesting level. These are never set
// by this app, and WeChat's own defaults are the same, so they are weight only (about 8 KB). Their places
// in the alias table stay as they are.
import type { IPluginContext } from '@tarojs/service'

const unused =
  / (?:hover-stop-propagation|hover-start-time|hover-stay-time|animation|bindlongpress|bindanimation\w+|bindtransitionend|refresher-[\w-]+|bindrefresher\w+)="[^"]*"/g

/** Taro plugin: leaves attributes that this app never sets out of base.wxml; does nothing on H5. */
export default function leanTemplate(ctx: IPluginContext): void {
  ctx.modifyBuildAssets(
    ({ assets }: { assets: Record<string, { source(): string | Buffer; size(): number }> }) => {
      const base = assets['base.wxml']
      if (!base) return
      const lean = String(base.source()).replace(unused, '')
      assets['base.wxml'] = { ...base, source: () => lean, size: () => Buffer.byteLength(lean) }
    },
  )
}
