import type { Occupancy } from '@jucai/contract/housing-office'
import { useMemo } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { useLoaded } from '../loading'
import { Chart } from '../parts/chart'
import { Facts } from '../parts/facts'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'
import { usePalette } from '../theme'
import './housing.css'
import { percentOf, shareByMonth, yearOf } from './options'
import { stateSigns } from './state'

const definition =
  '出租率：一个月里出租的天数占全部天数，按套相加，不出租的不算。空置：空着、在批次里，或已选定还没有入住。'

/** How much is let, month by month, and what stands empty longest. */
export default function FlatFigures() {
  const { value, error, reload } = useLoaded('occupancy', () => call('GET /housing/occupancy'))
  const palette = usePalette()
  const items = value?.items
  const drawn = useMemo(() => shareByMonth(items ?? [], palette), [items, palette])
  return (
    <Page wide title="公寓出租情况" lead="每个项目出租了多少、空了多久、租出和退出多少次，近十二个月。">
      <Failure error={error} retry={reload} />
      {!items && !error && (
        <Card>
          <Bones what="出租情况" lines={8} />
        </Card>
      )}
      {items?.length === 0 && (
        <Empty icon="chart-column" title="还没有公寓项目">
          建好项目、导入房源以后，这里按月份画出来。
        </Empty>
      )}
      {items && items.length > 0 && (
        <>
          <Chart title="每月出租率" definition={definition} {...drawn} />
          {items.map((one) => (
            <Project key={one.project} of={one} />
          ))}
        </>
      )}
    </Page>
  )
}

const shareNow = ({ counts }: Occupancy): string => {
  const all = counts.reduce((sum, { state, flats }) => sum + (state === 'withdrawn' ? 0 : flats), 0)
  const share = percentOf(counts.find(({ state }) => state === 'let')?.flats ?? 0, all)
  return share === null ? '—' : `${share}%`
}

function Project({ of }: { of: Occupancy }) {
  const { flatDays, letDays, vacantDays, lets, freed } = yearOf(of)
  const share = percentOf(letDays, flatDays)
  return (
    <Card title={of.name} extra={<Link to={`/flats?project=${of.project}`}>看房态</Link>}>
      <Facts
        of={[
          { name: '现在出租', value: shareNow(of) },
          { name: '近十二个月出租率', value: share === null ? '—' : `${share}%` },
          {
            name: '租出、退出',
            value: `${lets} 次、${freed} 次`,
          },
          {
            name: '空置合计',
            value: `${vacantDays} 天`,
          },
          {
            name: '现在各状态',
            whole: true,
            value: of.counts
              .filter(({ flats }) => flats > 0)
              .map(({ state, flats }) => `${stateSigns[state].sign} ${stateSigns[state].word} ${flats}`)
              .join('　'),
          },
        ]}
      />
      {of.emptiest.length > 0 && (
        <div className="flat-emptiest">
          <Table
            label={`${of.name}空得最久的房`}
            columns={['空得最久的房', { key: 'days', head: '已空', className: 'num' }]}
          >
            {of.emptiest.map(({ id, building, number, days }) => (
              <tr key={id}>
                <td>
                  <Link to={`/flats?project=${of.project}&flat=${id}`}>
                    {building} {number}
                  </Link>
                </td>
                <td className="num">{days} 天</td>
              </tr>
            ))}
          </Table>
        </div>
      )}
    </Card>
  )
}
