import type { KeptFlatType, KeptProject } from '@jucai/contract/housing-office'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { useStations } from '../city'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { ChoiceField } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Describe } from './describe'
import './housing.css'
import { PlanPicture } from './plan-picture'
import { TypeForm } from './type-form'

/** Projects with what the phone says of them, and their flat types. */
export default function FlatProjects() {
  const stations = useStations()
  const inventory = useLoaded('flat projects', () => call('GET /housing/inventory'))
  const [search, setSearch] = useSearchParams()
  const projects = inventory.value?.items
  const homes = stations?.filter(({ kind }) => kind === 'apartment')
  const id = search.get('project') ?? projects?.[0]?.id ?? homes?.[0]?.id ?? ''
  const project = projects?.find((one) => one.id === id)
  return (
    <Page
      wide
      title="公寓项目与户型"
      lead="市民在手机上看到的项目介绍、户型、面积和租金。改了马上生效；每次改动都留下记录。"
    >
      <Failure error={inventory.error} retry={inventory.reload} />
      {(!homes || !projects) && !inventory.error && (
        <Card>
          <Bones what="公寓项目" lines={8} />
        </Card>
      )}
      {homes?.length === 0 && (
        <Empty icon="building-2" title="城市配置里还没有公寓站点">
          在城市配置里加一个类别为公寓的站点，这里才能建项目。
        </Empty>
      )}
      {homes && homes.length > 0 && projects && (
        <>
          <ChoiceField
            label="站点"
            required
            value={id}
            options={homes.map((station) => ({
              value: station.id,
              label: `${station.name}${projects.some((one) => one.id === station.id) ? '' : '（还不是公寓项目）'}`,
            }))}
            onChange={(station) => setSearch({ project: station })}
          />
          {project && <Types project={project} onChanged={() => void inventory.reload()} />}
          <Describe
            key={`${id} ${project?.version ?? 0}`}
            id={id}
            project={project}
            onSaved={() => void inventory.reload()}
          />
        </>
      )}
    </Page>
  )
}

const typeWords = ({ layout, areaSqmHundredths, people, marketFenPerMonth, flats }: KeptFlatType): string =>
  `${layoutLabels[layout]} · ${areaSqmHundredths / 100} 平方米 · 最多住 ${people} 人 · 市场月租 ${yuan(marketFenPerMonth)} · ${flats} 套`

function Types({ project, onChanged }: { project: KeptProject; onChanged(): void }) {
  const [open, setOpen] = useState<KeptFlatType | 'new'>()
  return (
    <Card
      title={`户型 ${project.types.length} 种`}
      extra={<Button onClick={() => setOpen('new')}>加户型</Button>}
    >
      {project.types.length === 0 && (
        <Empty icon="layers" title="还没有户型">
          加上户型以后，才能<Link to="/flat-imports">导入房源</Link>。
        </Empty>
      )}
      {project.types.map((type) => (
        <div key={type.id} className="flat-type-row">
          <PlanPicture plan={type.plan} name={type.name} />
          <div>
            <strong>{type.name}</strong>
            <div className="second">{typeWords(type)}</div>
          </div>
          <Button aria-label={`改户型 ${type.name}`} onClick={() => setOpen(type)}>
            改
          </Button>
        </div>
      ))}
      {open && (
        <TypeForm
          project={project.id}
          type={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
          onSaved={() => {
            setOpen(undefined)
            onChanged()
          }}
        />
      )}
    </Card>
  )
}
