import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { usePalette } from '../theme'
import type { Palette } from '../tokens'

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
])

const font = '"PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif'

const axisOf = (p: Palette) => ({
  axisLine: { lineStyle: { color: p.line } },
  axisTick: { show: false },
  axisLabel: { color: p['ink-2'], fontSize: 13, hideOverlap: true },
  splitLine: { lineStyle: { color: p.line } },
  nameTextStyle: { color: p['ink-3'], fontSize: 13 },
})
/** The console's colours as a theme of echarts. */
const themeOf = (p: Palette) => ({
  color: [p.night, p.good, p.bad, p.star, p.info, p.care],
  backgroundColor: 'transparent',
  textStyle: { fontFamily: font, color: p.ink },
  categoryAxis: { ...axisOf(p), splitLine: { show: false } },
  valueAxis: { ...axisOf(p), axisLine: { show: false } },
  legend: { textStyle: { color: p['ink-2'], fontSize: 13 }, inactiveColor: p['ink-3'] },
  tooltip: {
    backgroundColor: p.surface,
    borderColor: p.line,
    textStyle: { color: p.ink, fontSize: 13 },
  },
  bar: { itemStyle: { borderRadius: 3 } },
  line: { symbol: 'circle', symbolSize: 8, lineStyle: { width: 2 } },
})

/** Below this width, in px, a drawing stands on a phone. */
const narrowPx = 480

/** Draws an option of echarts on a canvas that fills its parent, anew when the theme changes. */
export function ChartCanvas({
  option,
  narrow,
}: {
  option: EChartsCoreOption
  narrow?: EChartsCoreOption | undefined
}) {
  const stage = useRef<HTMLDivElement>(null)
  const palette = usePalette()
  useEffect(() => {
    const at = stage.current
    if (!at) return
    const chart = init(at, themeOf(palette), { renderer: 'canvas' })
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.setOption({
      baseOption: { animation: !still, animationDuration: 300, ...option },
      media: narrow ? [{ query: { maxWidth: narrowPx }, option: narrow }] : [],
    })
    const sizes = new ResizeObserver(() => chart.resize())
    sizes.observe(at)
    return () => {
      sizes.disconnect()
      chart.dispose()
    }
  }, [option, narrow, palette])
  return <div ref={stage} className="chart-canvas" aria-hidden />
}
