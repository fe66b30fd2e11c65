import type { KeptProject } from '@jucai/contract/housing-office'
import {
  drawingLabels,
  transportKinds,
  transportLabels,
  type Drawing,
  type TransportKind,
} from '@jucai/contract/housing-vocabulary'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { dayOf } from '../dates'
import { useAct } from '../loading'
import { ChoiceField, choicesOf } from '../parts/field'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

type Near = KeptProject['transport'][number]
const kindOf = (label: string): TransportKind | undefined =>
  transportKinds.find((kind) => transportLabels[kind] === label)
/** `地铁 1 号线侯家塘站 6` with the kind first: `地铁：1 号线侯家塘站，6`; null when it cannot be read. */
export const nearOf = (line: string): Near | null => {
  const [, label = '', text = '', minutes = ''] =
    /^(\S+?)[：:]\s*(.+?)[，,]\s*(\d{1,2})\s*(?:分钟)?$/.exec(line) ?? []
  const kind = kindOf(label)
  const fits = kind && text.length >= 2 && text.length <= 40 && Number(minutes) >= 1 && Number(minutes) <= 90
  return fits ? { kind, text, minutesOnFoot: Number(minutes) } : null
}
const nearText = ({ kind, text, minutesOnFoot }: Near): string =>
  `${transportLabels[kind]}：${text}，${minutesOnFoot}`

const valuesOf = (project: KeptProject | undefined) => ({
  code: project?.code ?? '',
  about: project?.about ?? '',
  drawing: (project?.drawing ?? 'courtyard') as Drawing | '',
  transport: project?.transport.map(nearText).join('\n') ?? '',
  amenities: project?.amenities.join('\n') ?? '',
  openedOn: project?.openedOn ?? dayOf(new Date()),
})
type Values = ReturnType<typeof valuesOf>

const faultsOf = (values: Values) => {
  const near = linesOf(values.transport)
  const unread = near.findIndex((line) => nearOf(line) === null)
  const amenities = linesOf(values.amenities)
  return {
    code:
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(values.code) && values.code.length >= 2
        ? null
        : '用小写字母、数字和短横，字母开头，例如 jiangwan-li',
    about: [...values.about.trim()].length < 4 ? '请写一句介绍，至少 4 个字' : null,
    transport:
      near.length > 8
        ? '最多 8 条'
        : unread === -1
          ? null
          : `第 ${unread + 1} 行读不出。写成“地铁：1 号线侯家塘站，6”；开头是${transportKinds.map((kind) => transportLabels[kind]).join('、')}之一`,
    amenities:
      amenities.length > 12
        ? '最多 12 条'
        : amenities.some((line) => line.length < 2 || line.length > 40)
          ? '每条 2 到 40 个字'
          : null,
    openedOn: /^\d{4}-\d\d-\d\d$/.test(values.openedOn) ? null : '请写启用的日期，例如 2026-11-02',
  }
}

/** What the phone says of a project; a station without one becomes a project by saving. */
export function Describe({
  id,
  project,
  onSaved,
}: {
  id: string
  project: KeptProject | undefined
  onSaved(): void
}) {
  const [values, setValues] = useState(() => valuesOf(project))
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const faults = faultsOf(values)
  const set = (key: keyof Values) => (text: string) => setValues({ ...values, [key]: text })
  const shown = (key: keyof typeof faults) => (tried ? faults[key] : null)
  const save = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean) || values.drawing === '') return
    const drawing = values.drawing
    await run(async () => {
      await call('PUT /housing/projects/:project', {
        params: { project: id },
        body: {
          code: values.code,
          about: values.about.trim(),
          drawing,
          transport: linesOf(values.transport).flatMap((line) => nearOf(line) ?? []),
          amenities: linesOf(values.amenities),
          openedOn: values.openedOn,
          version: project?.version ?? 0,
        },
      })
      void message.success('已保存')
      onSaved()
    })
  }
  return (
    <Card title={project ? '项目介绍' : '把这个站点建为公寓项目'}>
      <div className="form-grid">
        <TextField
          label="代号"
          required
          hint={project ? '抽签和公开记录用它称呼房源，定了就不改' : '抽签和公开记录用它称呼房源，以后不能改'}
          fault={shown('code')}
          maxLength={24}
          disabled={project !== undefined}
          value={values.code}
          onChange={set('code')}
        />
        <ChoiceField<Drawing>
          label="画一幅什么图"
          required
          value={values.drawing}
          options={choicesOf(drawingLabels)}
          onChange={(drawing) => setValues({ ...values, drawing })}
        />
        <TextField
          label="启用日期"
          required
          type="date"
          fault={shown('openedOn')}
          value={values.openedOn}
          onChange={set('openedOn')}
        />
      </div>
      <LongTextField
        label="一句介绍"
        required
        fault={shown('about')}
        rows={2}
        maxLength={200}
        value={values.about}
        onChange={set('about')}
      />
      <LongTextField
        label="走路多久"
        hint="一行一条：类别：去哪里，几分钟。例如“地铁：1 号线侯家塘站，6”"
        fault={shown('transport')}
        rows={4}
        maxLength={600}
        value={values.transport}
        onChange={set('transport')}
      />
      <LongTextField
        label="住进来有什么"
        hint="一行一条"
        fault={shown('amenities')}
        rows={4}
        maxLength={600}
        value={values.amenities}
        onChange={set('amenities')}
      />
      <Failure error={error} />
      <div className="form-actions">
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {project ? '保存介绍' : '建为公寓项目'}
        </Button>
      </div>
    </Card>
  )
}
