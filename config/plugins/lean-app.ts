// Taro writes the whole of app.config.ts into app.js as well, though only app.json is read by WeChat and nobody
// asks for the copy there. Without it each page costs the main package its line in app.json alone.
import type { IPluginContext } from '@tarojs/service'
import type { Compiler } from 'webpack'

const name = 'lean-app'
interface TaroLoader {
  loader: string
  options?: { config?: unknown }
}

class LeanApp {
  apply(compiler: Compiler): void {
    const { NormalModule } = compiler.webpack
    compiler.hooks.compilation.tap(name, (compilation) => {
      // After Taro, which puts its own loader before all others of the app's entry at this moment.
      NormalModule.getCompilationHooks(compilation).loader.tap({ name, stage: 100 }, (_, module) => {
        const [first] = module.loaders as TaroLoader[]
        if (first?.loader === '@tarojs/taro-loader' && first.options) first.options.config = {}
      })
    })
  }
}

/** Taro plugin: leaves the app's configuration out of app.js of the mini-program; does nothing on H5. */
export default function leanApp(ctx: IPluginContext): void {
  if (process.env.TARO_ENV !== 'weapp') return
  ctx.modifyWebpackChain(({ chain }: { chain: { plugin(key: string): { use(plugin: unknown): void } } }) =>
    chain.plugin(name).use(LeanApp),
  )
}
