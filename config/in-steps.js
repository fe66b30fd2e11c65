// JavaScript, because webpack loads it by itself, after Taro has stopped compiling what it requires.
const path = require('path')

/**
 * H5, a loader over the app's entry as Taro writes it: React, the app and Taro's router are evaluated one
 * after the other with a pause after each, instead of all in one go that a slow phone cannot answer a touch
 * in. Steps of Taro's own modules would keep what nobody uses of them (12 KB).
 * @this {import('webpack').LoaderContext<unknown>}
 * @param {string} source
 */
module.exports = function inSteps(source) {
  if (this.resourceQuery) return source // the entry itself, the last step
  const steps = ['react-dom', path.join(this.context, 'app'), `${this.resourcePath}?entry`].map(
    (request) =>
      `() => import(/* webpackMode: "eager", webpackExports: ["default"] */ ${JSON.stringify(request)})`,
  )
  return `const steps = [${steps.join(',\n')}]
const run = async () => { for (const step of steps) { await step(); await new Promise((resolve) => setTimeout(resolve)) } }
void run()`
}
