// Taro drops aria-* attributes that its component table does not list. They must be added in two places at
// once: the generated base.wxml (here) and the runtime's alias table (aria-runtime.ts), because the aliases
// p0..pN are positional: adding to one side only puts the wrong values on the wrong attributes.
import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
// JSON, because the Taro CLI compiles only the plugin file itself.
import attributes from './aria-attributes.json'

interface Platform {
  template?: {
    mergeComponents(ctx: IPluginContext, components: Record<string, Record<string, string>>): void
  }
  runtimePath: string | string[]
}

/** Taro plugin: lets aria-* attributes through to the mini-program's templates; does nothing on H5. */
export default function aria(ctx: IPluginContext): void {
  const components = Object.fromEntries(
    Object.entries(attributes).map(([name, list]) => [
      name,
      Object.fromEntries(list.map((key) => [key, ''])),
    ]),
  )
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template?.mergeComponents) return
      platform.template.mergeComponents(ctx, components)
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'aria-runtime.ts')].flat()
    },
  })
}
