import type { PoolCriteria } from '@jucai/contract/pool'
import { searchKindLabels, type SearchKind } from '@jucai/contract/pool-vocabulary'
import { ProblemError } from '@jucai/contract/client'
import { aimLabels, aims, degreeLabels, degrees, type Aim, type Degree } from '@jucai/contract/vocabulary'
import { Button, Checkbox, Input } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useCity } from '../city'
import { useAct } from '../loading'
import { ChoiceField, choicesOf, Field } from '../parts/field'
import { Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { useKeptForm } from './kept-form'
import { RegionField } from './region-field'
import { wordsIn } from './words'

const noRegion = { code: '', name: '' }
const empty = {
  kind: 'post' as SearchKind,
  title: '',
  why: '',
  majors: '',
  schools: '',
  graduatesFrom: '',
  graduatesTo: '',
  home: noRegion,
  present: noRegion,
  degrees: [] as Degree[],
  aims: [] as Aim[],
  tiers: [] as string[],
}
type Typed = typeof empty

const criteriaOf = (typed: Typed): PoolCriteria => {
  const some = <T,>(values: readonly T[]) => (values.length > 0 ? [...values] : undefined)
  return {
    degrees: some(typed.degrees),
    majors: some(wordsIn(typed.majors)),
    schools: some(wordsIn(typed.schools)),
    graduatesFrom: typed.graduatesFrom || undefined,
    graduatesTo: typed.graduatesTo || undefined,
    homeRegion: typed.home.code || undefined,
    presentRegion: typed.present.code || undefined,
    aims: some(typed.aims),
    tiers: some(typed.tiers),
  }
}

const length = (text: string) => [...text.trim()].length
const faultsOf = (typed: Typed): Record<string, string | undefined> => ({
  title: length(typed.title) < 2 ? '写清是什么岗位、项目或活动' : undefined,
  why: length(typed.why) < 4 ? '写明用途，至少 4 个字' : undefined,
  criteria: Object.values(criteriaOf(typed)).every((value) => value === undefined)
    ? '至少写一个条件，说明要找什么样的人'
    : undefined,
})

/** Faults of the server by the field that has them; of a list by the list. */
const faultsIn = (error: unknown): Record<string, string> =>
  error instanceof ProblemError
    ? Object.fromEntries(
        error.errors.map(({ pointer, detail }) => [
          pointer.replace(/^\/criteria\/(\w+).*$/, '$1').replace(/^\//, ''),
          detail,
        ]),
      )
    : {}

function Several<T extends string>({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string
  options: readonly { value: T; label: string }[]
  chosen: readonly T[]
  onChange(values: T[]): void
}) {
  return (
    <fieldset className="several">
      <legend>
        {label}
        <span className="optional">选填，选几个就是其中之一</span>
      </legend>
      <Checkbox.Group options={[...options]} value={[...chosen]} onChange={(values) => onChange(values)} />
    </fieldset>
  )
}

const making = newAttempt()

/** A purpose and whom it is about, before anybody is looked at. */
export function NewSearch() {
  const { typed, type, clear } = useKeptForm('search', empty)
  const [faults, setFaults] = useState<Record<string, string | undefined>>({})
  const { busy, error, run } = useAct()
  const city = useCity()
  const go = useNavigate()
  const [asked] = useSearchParams()
  const [filled, setFilled] = useState(typed.title !== '' || typed.majors !== '')
  // A gap of a chain leads here with what it looks for; what somebody has typed is never written over.
  useEffect(() => {
    const title = asked.get('title')
    if (title === null || filled) return
    setFilled(true)
    const wanted = (asked.get('degrees') ?? '').split(',')
    type({
      title,
      majors: asked.get('majors') ?? '',
      degrees: degrees.filter((one) => wanted.includes(one)),
    })
  }, [asked, filled, type])
  const change = (part: Partial<Typed>) => {
    type(part)
    setFaults({})
  }
  const send = async () => {
    const found = faultsOf(typed)
    setFaults(found)
    if (Object.values(found).some(Boolean)) return
    await run(async () => {
      const body = {
        kind: typed.kind,
        title: typed.title.trim(),
        why: typed.why.trim(),
        criteria: criteriaOf(typed),
      }
      try {
        const { id } = await call('POST /pool/searches', { body }, { attempt: making })
        clear()
        await go(`/pool?search=${id}`)
      } catch (problem) {
        const named = faultsIn(problem)
        if (Object.keys(named).length === 0) throw problem
        setFaults(named)
      }
    })
  }
  return (
    <Page
      title="新的查找"
      lead="先写明用途，再写条件。被看到的人会读到用途和您的岗位，所以别在里面写任何人的姓名或号码。"
      actions={
        <Link className="button-link" to="/pool">
          返回查找记录
        </Link>
      }
    >
      <Card title="为什么找">
        <ChoiceField
          label="用途"
          required
          value={typed.kind}
          options={choicesOf(searchKindLabels)}
          onChange={(kind) => kind && change({ kind })}
        />
        <TextField
          label="名称"
          required
          hint="例如：材料研究院招聘检测工程师。被看到的人会读到"
          maxLength={60}
          fault={faults.title}
          value={typed.title}
          onChange={(title) => change({ title })}
        />
        <LongTextField
          label="说明"
          required
          hint="谁需要、用来做什么。写进邀请里"
          rows={2}
          maxLength={200}
          fault={faults.why}
          value={typed.why}
          onChange={(why) => change({ why })}
        />
      </Card>
      <Card title="找什么样的人">
        <div className="form-grid">
          <TextField
            label="专业里有"
            hint="几个词用逗号隔开，有一个就算"
            maxLength={400}
            fault={faults.majors}
            value={typed.majors}
            onChange={(majors) => change({ majors })}
          />
          <TextField
            label="学校里有"
            hint="几个词用逗号隔开，有一个就算"
            maxLength={400}
            fault={faults.schools}
            value={typed.schools}
            onChange={(schools) => change({ schools })}
          />
          <RegionField
            label="家乡"
            hint="只找得到同意新版说明（2026年11月26日起）的人"
            fault={faults.homeRegion}
            value={typed.home}
            onChange={(home) => change({ home })}
          />
          <RegionField
            label="现居地"
            fault={faults.presentRegion}
            value={typed.present}
            onChange={(present) => change({ present })}
          />
          <Field label="毕业时间，从" fault={faults.graduatesFrom}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={typed.graduatesFrom}
                onChange={(event) => change({ graduatesFrom: event.target.value })}
              />
            )}
          </Field>
          <Field label="毕业时间，到" fault={faults.graduatesTo}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={typed.graduatesTo}
                onChange={(event) => change({ graduatesTo: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Several
          label="学历"
          options={degrees.map((value) => ({ value, label: degreeLabels[value] }))}
          chosen={typed.degrees}
          onChange={(chosen) => change({ degrees: chosen })}
        />
        <Several
          label="意向"
          options={aims.map((value) => ({ value, label: aimLabels[value] }))}
          chosen={typed.aims}
          onChange={(chosen) => change({ aims: chosen })}
        />
        {city && (
          <Several
            label="人才层次"
            options={city.tiers.map(({ key, name }) => ({ value: key, label: name }))}
            chosen={typed.tiers}
            onChange={(chosen) => change({ tiers: chosen })}
          />
        )}
        {faults.criteria && (
          <div className="fault" role="alert">
            {faults.criteria}
          </div>
        )}
        <Failure error={error} />
        <div className="form-actions">
          <Button type="primary" loading={busy} onClick={() => void send()}>
            记录用途，先看有多少人
          </Button>
          <span className="second small">这一步只给人数，不显示任何人。</span>
        </div>
      </Card>
    </Page>
  )
}
