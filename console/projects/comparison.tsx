import { plainYuan } from '@jucai/contract/ledger-rules'
import { differenceLabels } from '@jucai/contract/project-vocabulary'
import type { Comparison } from '@jucai/contract/projects'
import { Button } from 'antd'
import { useMemo } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Chart } from '../parts/chart'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { saveFile } from '../parts/save-file'
import { Table } from '../parts/table'
import { usePalette } from '../theme'
import type { Palette } from '../tokens'

/** Whole percent; none where nothing was promised. */
const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 100))
const names = { axisLabel: { width: 112, overflow: 'break' } }

/** Two bars for each chain: how much of the promised capital is in place, and how many of the promised people. */
const drawn = (chains: Comparison['chains'], palette: Palette) => ({
  option: {
    color: [palette.night, palette.good],
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
    legend: { top: 0, left: 0 },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    yAxis: { type: 'category', data: chains.map(({ name }) => name), inverse: true, ...names },
    xAxis: { type: 'value', name: '%', nameLocation: 'end' },
    series: [
      {
        type: 'bar',
        name: '资金到位率',
        barMaxWidth: 20,
        data: chains.map((row) => percent(row.inPlaceFen, row.promisedFen)),
      },
      {
        type: 'bar',
        name: '人才到位率',
        barMaxWidth: 20,
        data: chains.map((row) => percent(row.people, row.promisedPeople)),
      },
    ],
  },
  table: {
    words: 1,
    columns: [
      '产业链',
      '项目',
      '承诺投资（元）',
      '到位资金（元）',
      '资金到位率（%）',
      '承诺人才',
      '引进人才',
      '人才到位率（%）',
      '取得名额',
      '已用名额',
      '剩余名额',
    ],
    rows: chains.map((row) => [
      row.name,
      String(row.projects),
      plainYuan(row.promisedFen),
      plainYuan(row.inPlaceFen),
      String(percent(row.inPlaceFen, row.promisedFen)),
      String(row.promisedPeople),
      String(row.people),
      String(percent(row.people, row.promisedPeople)),
      String(row.earned),
      String(row.used),
      String(row.remaining),
    ]),
  },
})

function ByChain({ value }: { value: Comparison }) {
  const palette = usePalette()
  const chart = useMemo(() => drawn(value.chains, palette), [value, palette])
  return (
    <Chart
      title="各产业链：资金和人才到位多少"
      definition={`截至 ${value.asOf}。资金到位率：到位资金除以承诺投资；人才到位率：引进人才除以承诺人才。${value.definitions.join('')}`}
      height={110 + value.chains.length * 64}
      {...chart}
    />
  )
}

function Save() {
  const { busy, error, run } = useAct()
  const save = () =>
    run(async () => {
      const { fileName, text } = await call('GET /office/investment-comparison/csv')
      saveFile(new Blob(['\uFEFF', text], { type: 'text/csv' }), fileName)
    })
  return (
    <>
      <Button icon={<Icon name="download" />} loading={busy} onClick={() => void save()}>
        按项目下载（CSV）
      </Button>
      <Failure error={error} />
    </>
  )
}

/** Capital and talent side by side (双招双引): by chain, and what does not agree. */
export default function ProjectComparison() {
  const { value, error, reload } = useLoaded('comparison', () => call('GET /office/investment-comparison'))
  return (
    <Page
      wide
      title="双招双引对照"
      lead={
        value ? `截至 ${day(value.asOf)}。招商的账和引才的账放在一起，对不上的逐条列出。` : '两本账放在一起。'
      }
      actions={<Save />}
    >
      <Failure error={error} retry={reload} />
      {!value && !error && (
        <Card>
          <Bones what="对照" lines={8} />
        </Card>
      )}
      {value && (
        <Card title="对不上的地方">
          <Table label="对不上的地方" columns={['是什么', '怎么算', '项目']}>
            {value.differences.map((one) => (
              <tr key={one.kind}>
                <td>{differenceLabels[one.kind]}</td>
                <td>{one.definition}</td>
                <td>
                  {one.projects === 0 ? (
                    '没有'
                  ) : (
                    <Link
                      to={`/projects?difference=${one.kind}`}
                      aria-label={`${one.projects} 个项目：${differenceLabels[one.kind]}`}
                    >
                      {`${one.projects} 个项目`}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </Card>
      )}
      {value?.chains.length === 0 && (
        <Empty icon="chart-column" title="还没有项目">
          在“招商项目”里登记以后，这里按产业链画出来。
        </Empty>
      )}
      {value && value.chains.length > 0 && <ByChain value={value} />}
    </Page>
  )
}
