import type { StationDetail } from '@jucai/contract/stations'
import { stationKindLabels } from '@jucai/contract/vocabulary'
import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { refresh, useStations } from '../city'
import { useAct, useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const valuesOf = (station: StationDetail) => ({
  hours: station.hours,
  phone: station.phone,
  address: station.address,
  university: station.university ?? '',
  charter: station.charter.join('\n'),
  serves: station.serves.join('\n'),
  fallback: station.fallback,
})
type Values = ReturnType<typeof valuesOf>
const faultsOf = ({ hours, phone, address, charter, serves }: Values) => ({
  hours: hours.trim() ? null : '请填写开放时间',
  phone: phone.trim() ? null : '请填写电话',
  address: address.trim() ? null : '请填写地址',
  charter:
    linesOf(charter).length > 10
      ? '最多 10 条'
      : linesOf(charter).some((line) => [...line].length > 200)
        ? '每条最多 200 字'
        : null,
  serves: linesOf(serves).every((code) => /^\d{4}$/.test(code))
    ? new Set(linesOf(serves)).size === linesOf(serves).length
      ? null
      : '有重复的代码'
    : '每行一个地区代码，只要前 4 位数字，例如 4403',
})

function Profile({ station, onSaved }: { station: StationDetail; onSaved(changed: StationDetail): void }) {
  const [values, setValues] = useState(() => valuesOf(station))
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const set = (name: keyof Values) => (text: string) => setValues({ ...values, [name]: text })
  const faults = faultsOf(values)
  const shown = (fault: string | null) => (tried ? fault : null)
  const save = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    const { hours, phone, address, university, charter, serves, fallback } = values
    const body = {
      hours: hours.trim(),
      phone: phone.trim(),
      address: address.trim(),
      university: university.trim() || null,
      charter: linesOf(charter),
      serves: linesOf(serves),
      fallback,
    }
    await run(async () => {
      onSaved(await call('PUT /stations/:station/profile', { params: { station: station.id }, body }))
      void message.success('已保存，站点页上已是新的内容')
      await refresh('stations')
    })
  }
  return (
    <Card
      title={station.name}
      extra={
        <span className="tag">
          {stationKindLabels[station.kind]} · {station.regionName}
        </span>
      }
    >
      <div className="form-grid">
        <TextField
          label="开放时间"
          required
          fault={shown(faults.hours)}
          hint="例如：周一至周五 9:00–17:30"
          maxLength={100}
          value={values.hours}
          onChange={set('hours')}
        />
        <TextField
          label="电话"
          required
          fault={shown(faults.phone)}
          maxLength={30}
          value={values.phone}
          onChange={set('phone')}
        />
      </div>
      <TextField
        label="地址"
        required
        fault={shown(faults.address)}
        maxLength={100}
        value={values.address}
        onChange={set('address')}
      />
      <TextField label="所在高校" maxLength={120} value={values.university} onChange={set('university')} />
      <LongTextField
        label="职责"
        fault={shown(faults.charter)}
        hint="每行一条，最多 10 条。"
        rows={5}
        value={values.charter}
        onChange={set('charter')}
      />
      <LongTextField
        label="负责哪些地区的人"
        fault={shown(faults.serves)}
        hint="每行一个地区代码的前 4 位，例如深圳 4403。住在这些地区的归根登记由本站答复。"
        rows={4}
        value={values.serves}
        onChange={set('serves')}
      />
      <Checkbox
        className="check"
        checked={values.fallback}
        onChange={(event) => setValues({ ...values, fallback: event.target.checked })}
      >
        别的站都不负责的，由本站答复（全市只有一个站）
      </Checkbox>
      <Failure error={error} />
      <Button type="primary" loading={busy} onClick={() => void save()}>
        保存
      </Button>
      {station.roster.length > 0 && (
        <p className="second small">
          站上人员：{station.roster.map(({ name, duty }) => `${name}（${duty}）`).join('、')}
          。人员由系统管理员在“人员与邀请”里维护。
        </p>
      )}
    </Card>
  )
}

function Station({ id }: { id: string }) {
  const { value, error, reload, set } = useLoaded(id, () =>
    call('GET /stations/:station', { params: { station: id } }),
  )
  if (error) return <Failure error={error} retry={reload} />
  return value ? (
    <Profile key={id} station={value} onSaved={set} />
  ) : (
    <Card>
      <Bones what="工作站" lines={8} />
    </Card>
  )
}

/** What the directory says of each station; each change is a version. */
export default function Stations() {
  const stations = useStations()
  const [search, setSearch] = useSearchParams()
  const id = search.get('station') ?? stations?.[0]?.id ?? ''
  return (
    <Page title="工作站" lead="站点名录上写的内容。每次保存留一个版本，记入审计日志。">
      {!stations ? (
        <Card>
          <Bones what="工作站名单" />
        </Card>
      ) : stations.length === 0 ? (
        <Empty icon="building-2" title="城市配置里还没有站点">
          站点随城市配置发布。
        </Empty>
      ) : (
        <>
          <ChoiceField
            label="工作站"
            required
            value={id}
            options={stations.map((station) => ({
              value: station.id,
              label: `${station.name}（${station.regionName}）`,
            }))}
            onChange={(station) => setSearch({ station })}
          />
          <Station key={id} id={id} />
        </>
      )}
    </Page>
  )
}
