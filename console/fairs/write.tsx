import { chinaOffsetMs } from '@jucai/contract/china-time'
import { ProblemError } from '@jucai/contract/client'
import type { FairText, OfficeFair } from '@jucai/contract/fair-shapes'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useStations } from '../city'
import { useAct } from '../loading'
import { ChoiceField, withNone } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'

interface Typed {
  title: string
  about: string
  place: string
  stationId: string
  online: boolean
  opensAt: string
  closesAt: string
  callMinutes: string
}

// The clock of this city, whatever the computer’s says.
const localOf = (moment: string): string =>
  new Date(Date.parse(moment) + chinaOffsetMs).toISOString().slice(0, 16)
const momentOf = (local: string): string => new Date(Date.parse(`${local}:00Z`) - chinaOffsetMs).toISOString()

const typedOf = (fair: OfficeFair | null): Typed => ({
  title: fair?.title ?? '',
  about: fair?.about ?? '',
  place: fair?.place ?? '',
  stationId: fair?.stationId ?? '',
  online: fair?.online ?? true,
  opensAt: fair ? localOf(fair.opensAt) : '',
  closesAt: fair ? localOf(fair.closesAt) : '',
  callMinutes: String(fair?.callMinutes ?? 5),
})
const textOf = (typed: Typed): FairText => ({
  title: typed.title,
  about: typed.about,
  place: typed.place.trim() === '' ? null : typed.place,
  stationId: typed.stationId || null,
  online: typed.online,
  opensAt: momentOf(typed.opensAt),
  closesAt: momentOf(typed.closesAt),
  callMinutes: Number(typed.callMinutes),
})

const missing = (typed: Typed): Record<string, string> => ({
  ...(typed.title.trim().length < 4 ? { '/title': '名称至少 4 个字' } : {}),
  ...(typed.opensAt === '' ? { '/opensAt': '请选开始的时间' } : {}),
  ...(typed.closesAt === '' ? { '/closesAt': '请选结束的时间' } : {}),
  ...(/^([1-9]|[12]\d|30)$/.test(typed.callMinutes) ? {} : { '/callMinutes': '请填 1 到 30 的整数' }),
})

/** The fields of a fair, and sending them. */
export function WriteFair({
  fair,
  action,
  onSend,
}: {
  fair: OfficeFair | null
  action: string
  onSend(text: FairText): Promise<void>
}) {
  const [typed, setTyped] = useState(() => typedOf(fair))
  const [faults, setFaults] = useState<Record<string, string>>({})
  const { busy, error, run } = useAct()
  const stations = useStations() ?? []
  const put = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  const send = () => {
    const found = missing(typed)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    void run(() =>
      onSend(textOf(typed)).catch((problem: unknown) => {
        const errors = problem instanceof ProblemError ? (problem.body.errors ?? []) : []
        setFaults(
          Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.replace(/^\/text/, ''), detail])),
        )
        throw problem
      }),
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <TextField
        label="名称"
        required
        maxLength={40}
        fault={faults['/title']}
        value={typed.title}
        onChange={(title) => put({ title })}
      />
      <LongTextField
        label="介绍"
        rows={3}
        maxLength={1000}
        value={typed.about}
        onChange={(about) => put({ about })}
      />
      <div className="form-grid">
        <TextField
          label="开始"
          required
          type="datetime-local"
          hint="本市时间"
          fault={faults['/opensAt']}
          value={typed.opensAt}
          onChange={(opensAt) => put({ opensAt })}
        />
        <TextField
          label="结束"
          required
          type="datetime-local"
          hint="本市时间"
          fault={faults['/closesAt']}
          value={typed.closesAt}
          onChange={(closesAt) => put({ closesAt })}
        />
      </div>
      <div className="form-grid">
        <TextField
          label="现场地点"
          hint="不填就是只在线上"
          maxLength={80}
          fault={faults['/place']}
          value={typed.place}
          onChange={(place) => put({ place })}
        />
        <ChoiceField
          label="谁扫码登记入场"
          fault={faults['/stationId']}
          value={typed.stationId}
          options={withNone(
            '不登记',
            stations.map(({ id, name }) => ({ value: id, label: name })),
          )}
          onChange={(stationId) => put({ stationId })}
        />
      </div>
      <p className="fair-online">
        <Checkbox checked={typed.online} onChange={(event) => put({ online: event.target.checked })}>
          可以在线上谈
        </Checkbox>
      </p>
      <TextField
        label="叫到后等几分钟"
        required
        inputMode="numeric"
        hint="没有到的先过号，排到后面 3 位之后；第 2 次没有到就结束"
        fault={faults['/callMinutes']}
        value={typed.callMinutes}
        onChange={(callMinutes) => put({ callMinutes })}
      />
      <Failure error={error} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
