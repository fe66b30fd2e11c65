import { unitKindLabels } from '@jucai/contract/workspace-vocabulary'
import type { KeptSite, KeptUnit } from '@jucai/contract/workspaces'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { ChoiceField } from '../parts/field'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { useHas } from '../session'
import { GrowthRuleCard } from './growth-rule'
import { SiteDialog } from './site-dialog'
import { UnitDialog } from './unit-dialog'
import './workspaces.css'

/** The sites of the start-up platform: what is said of them, their units, and what growth is measured by. */
export default function Workspaces() {
  const mayWrite = useHas('lead')
  const inventory = useLoaded('workspaces', () => call('GET /workspace-inventory'))
  const [search, setSearch] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const sites = inventory.value?.items
  const site = sites?.find(({ id }) => id === search.get('site')) ?? sites?.[0]
  // At once, not by a reload: until that came, another site would stand here, and get the next unit.
  const changed = (next: KeptSite) => {
    const known = sites ?? []
    const isKnown = known.some(({ id }) => id === next.id)
    inventory.set({
      items: isKnown ? known.map((one) => (one.id === next.id ? next : one)) : [...known, next],
    })
    setSearch({ site: next.id })
  }
  return (
    <Page
      wide
      title="创业平台"
      lead="地点、工位和办公间。批准入驻时自动从空着的里面分，一处一天只有一家。"
      actions={
        mayWrite && (
          <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            加一个地点
          </Button>
        )
      }
    >
      <Failure error={inventory.error} retry={inventory.reload} />
      {adding && <SiteDialog onClose={() => setAdding(false)} onDone={changed} />}
      {sites === undefined ? (
        <Card>
          <Bones what="地点" lines={8} />
        </Card>
      ) : site === undefined ? (
        <Card>
          <Empty icon="building-2" title="还没有地点">
            加上地点和工位，手机上才能申请。
          </Empty>
        </Card>
      ) : (
        <>
          <div className="narrow">
            <ChoiceField
              label="地点"
              required
              value={site.id}
              options={sites.map(({ id, name, published }) => ({
                value: id,
                label: published ? name : `${name}（没有公开）`,
              }))}
              onChange={(id) => setSearch({ site: id })}
            />
          </div>
          <OneSite key={site.id} site={site} mayWrite={mayWrite} onChanged={changed} />
        </>
      )}
      <GrowthRuleCard mayWrite={mayWrite} />
    </Page>
  )
}

interface SiteProps {
  site: KeptSite
  mayWrite: boolean
  onChanged(site: KeptSite): void
}

function OneSite({ site, mayWrite, onChanged }: SiteProps) {
  const [describing, setDescribing] = useState(false)
  const [unit, setUnit] = useState<KeptUnit | 'new'>()
  const free = site.units.filter((one) => one.free).length
  return (
    <>
      <Card title={`${site.units.length} 处，空 ${free} 处`}>
        {site.units.length === 0 ? (
          <Empty icon="building-2" title="还没有工位和办公间">
            加上以后，手机上画成平面图。
          </Empty>
        ) : (
          <Plan units={site.units} />
        )}
        {mayWrite && (
          <div className="form-actions">
            <Button icon={<Icon name="plus" />} onClick={() => setUnit('new')}>
              加一处
            </Button>
            <Button onClick={() => setDescribing(true)}>改地点介绍</Button>
          </div>
        )}
      </Card>
      {site.units.length > 0 && (
        <Card className="flush titled" title="逐处">
          <Units units={site.units} mayWrite={mayWrite} onOpen={setUnit} />
        </Card>
      )}
      {describing && <SiteDialog site={site} onClose={() => setDescribing(false)} onDone={onChanged} />}
      {unit !== undefined && (
        <UnitDialog
          siteId={site.id}
          unit={unit === 'new' ? undefined : unit}
          onClose={() => setUnit(undefined)}
          onDone={onChanged}
        />
      )}
    </>
  )
}

const stateOf = ({ free, freeFrom, outFrom }: KeptUnit): string =>
  outFrom !== null
    ? `${day(outFrom)}起停用`
    : free
      ? '空着'
      : freeFrom === null
        ? '到期没有交还'
        : `${day(freeFrom)}起空`

/** Row by row from the door, as the phone draws it; the table below says the same. */
function Plan({ units }: { units: readonly KeptUnit[] }) {
  const rows = [...new Set(units.map(({ row }) => row))].sort((one, other) => one - other)
  return (
    <div className="workspace-plan" aria-hidden>
      {rows.map((row) => (
        <div key={row} className="workspace-row">
          {units
            .filter((unit) => unit.row === row)
            .map((unit) => (
              <div key={unit.id} className={unit.free ? 'workspace-unit free' : 'workspace-unit'}>
                <b>{unit.label}</b>
                <span>{stateOf(unit)}</span>
              </div>
            ))}
        </div>
      ))}
    </div>
  )
}

function Units({
  units,
  mayWrite,
  onOpen,
}: {
  units: readonly KeptUnit[]
  mayWrite: boolean
  onOpen(unit: KeptUnit): void
}) {
  return (
    <Table
      label="工位和办公间"
      columns={[
        '编号',
        '哪一种',
        '座位',
        '面积',
        '每月费用',
        '状态',
        '谁在用',
        ...(mayWrite ? [actsColumn] : []),
      ]}
    >
      {units.map((unit) => (
        <tr key={unit.id}>
          <td>{unit.label}</td>
          <td>{unitKindLabels[unit.kind]}</td>
          <td className="mono">{unit.seats}</td>
          <td className="mono">{`${unit.areaSqm} ㎡`}</td>
          <td className="mono">{yuan(unit.feeFenPerMonth)}</td>
          <td>{stateOf(unit)}</td>
          <td>
            {unit.tenancies.map(({ id, number, lastDay }) => (
              <div key={id}>
                <div>
                  <Link to={`/workspace-tenants?id=${id}`}>{number}</Link>
                </div>
                <div className="small muted">{`到 ${day(lastDay)}`}</div>
              </div>
            ))}
          </td>
          {mayWrite && (
            <td>
              <Button size="small" onClick={() => onOpen(unit)}>{`改 ${unit.label}`}</Button>
            </td>
          )}
        </tr>
      ))}
    </Table>
  )
}
