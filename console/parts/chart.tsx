import type { EChartsCoreOption } from 'echarts/core'
import { csvText } from '@jucai/contract/spreadsheet-cells'
import { Button } from 'antd'
import { Suspense, lazy } from 'react'
import './chart.css'
import { Icon } from './icon'
import { Card } from './page'
import { saveFile } from './save-file'
import { Table } from './table'

const Canvas = lazy(async () => ({ default: (await import('./chart-canvas')).ChartCanvas }))

/** The figures behind a drawing: words in the first columns, numbers as they are read. */
export interface Figures {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** How many columns, from the left, are words. */
  words: number
}

const save = (title: string, { columns, rows }: Figures) =>
  saveFile(new Blob(['\uFEFF', csvText([columns, ...rows])], { type: 'text/csv' }), `${title}.csv`)

/**
 * A drawing with what it means, its figures in a table below, and these as a file. echarts comes when the first one is
 * shown; its colours are those in force.
 * @param height of the drawing, in px; `narrow` what of the option is otherwise on a phone
 */
export function Chart({
  option,
  narrow,
  title,
  definition,
  height = 320,
  table,
}: {
  option: EChartsCoreOption
  narrow?: EChartsCoreOption | undefined
  title: string
  definition: string
  height?: number
  table: Figures
}) {
  return (
    <Card title={title} className="chart">
      <p className="second small">{definition}</p>
      <div
        className="chart-stage"
        role="img"
        aria-label={`${title}，图。数字在下面的表里`}
        style={{ height }}
      >
        <Suspense fallback={<span className="chart-wait bone" />}>
          <Canvas option={option} narrow={narrow} />
        </Suspense>
      </div>
      <details>
        <summary>看数字</summary>
        <Table
          label={title}
          columns={table.columns.map((head, at) => ({
            key: head,
            head,
            ...(at < table.words ? {} : { className: 'num' }),
          }))}
        >
          {table.rows.map((row) => (
            <tr key={row.slice(0, table.words).join(' ')}>
              {row.map((cell, at) => (
                <td key={table.columns[at]} className={at < table.words ? undefined : 'num'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </Table>
        <div className="chart-save">
          <Button
            icon={<Icon name="download" />}
            onClick={() => save(title, table)}
            aria-label={`下载表格（CSV）：${title}`}
          >
            下载表格（CSV）
          </Button>
        </div>
      </details>
    </Card>
  )
}
