import type { HostelMonth, KeptHostel } from '@jucai/contract/stays'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { useStations } from '../city'
import { useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'
import { Beds } from './beds'
import { Describe } from './describe'

/** Hostels: what is said of them, their beds, and their use by month. */
export default function Stays() {
  const stations = useStations()
  const inventory = useLoaded('hostels', () => call('GET /hostel-inventory'))
  const [search, setSearch] = useSearchParams()
  const hostels = inventory.value?.items
  const id = search.get('hostel') ?? hostels?.[0]?.id ?? stations?.[0]?.id ?? ''
  const hostel = hostels?.find((one) => one.id === id)
  return (
    <Page title="人才驿站" lead="驿站和床位。停用一张床之前，要先说清已经订的人怎么办。">
      <Failure error={inventory.error} retry={inventory.reload} />
      {!stations || !hostels ? (
        <Card>
          <Bones what="驿站" lines={8} />
        </Card>
      ) : (
        <>
          <ChoiceField
            label="站点"
            required
            value={id}
            options={stations.map((station) => ({
              value: station.id,
              label: `${station.name}${hostels.some((one) => one.id === station.id) ? '' : '（还不是驿站）'}`,
            }))}
            onChange={(station) => setSearch({ hostel: station })}
          />
          {hostel && <Beds hostel={hostel} onChanged={() => void inventory.reload()} />}
          {hostel && <Months hostel={hostel} />}
          <Describe
            key={`${id} ${hostel?.version ?? 0}`}
            id={id}
            hostel={hostel}
            onSaved={() => void inventory.reload()}
          />
        </>
      )}
    </Page>
  )
}

/** From the first month in which it had beds or guests to now, newest first; the months before say nothing. */
const lived = (months: readonly HostelMonth[]) => {
  const first = months.findIndex(
    ({ bedNights, stays, noShows }) => bedNights > 0 || stays !== 0 || noShows !== 0,
  )
  return months.slice(first === -1 ? -1 : first).reverse()
}
const told = (count: number | null) => (count === null ? '少于 5' : String(count))

function Months({ hostel: { id, name } }: { hostel: KeptHostel }) {
  const { value, error, reload } = useLoaded(id, () =>
    call('GET /hostels/:hostel/months', { params: { hostel: id } }),
  )
  return (
    <Card title="每月使用">
      <Failure error={error} retry={reload} />
      {value ? (
        <Table label={`${name}每月使用`} columns={['月份', '可用床晚', '住了几晚', '入住次数', '没有到店']}>
          {lived(value.items).map(({ month, bedNights, nights, stays, noShows }) => (
            <tr key={month}>
              <td className="mono">{month}</td>
              <td className="mono">{bedNights}</td>
              <td className="mono">{told(nights)}</td>
              <td className="mono">{told(stays)}</td>
              <td className="mono">{told(noShows)}</td>
            </tr>
          ))}
        </Table>
      ) : (
        <Bones what="每月使用" lines={6} />
      )}
      <p className="second small">只是数字，不说任何一个人；1 到 4 不写出来。</p>
    </Card>
  )
}
