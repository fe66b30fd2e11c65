import type { DeskRound, RoundPreview } from '@jucai/contract/round-desk'
import type { RoundSummary } from '@jucai/contract/round-schemas'
import { useState } from 'react'
import { call } from '../api'
import { useLoaded } from '../loading'
import { ChoiceField, withNone } from '../parts/field'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { Facts } from '../parts/facts'
import { Table } from '../parts/table'

/** What the round would come to, with everybody qualified now or with the tickets of an earlier round. */
export function Preview({ round }: { round: DeskRound }) {
  const [like, setLike] = useState('')
  const earlier = useLoaded('earlier rounds', () => call('GET /round-desk', { query: {} }))
  const { value, error, reload } = useLoaded(`preview ${round.id} ${round.version} ${like}`, () =>
    call('GET /round-desk/:round/preview', { params: { round: round.id }, query: like ? { like } : {} }),
  )
  const others = (earlier.value?.items ?? []).filter(
    (one: RoundSummary) => one.tickets !== null && one.id !== round.id,
  )
  return (
    <Card title="预计">
      <div className="narrow">
        <ChoiceField
          label="按谁来估"
          required
          value={like}
          options={withNone(
            '现在有资格的所有人',
            others.map(({ id, title }) => ({ value: id, label: `“${title}”的申请` })),
          )}
          onChange={setLike}
        />
      </div>
      <Failure error={error} retry={reload} />
      {!value && !error && <Bones what="预计" lines={3} />}
      {value && (
        <>
          {value.unfit.map((one) => (
            <Unfit key={one.class} unfit={one} />
          ))}
          <Facts
            of={[
              { name: '人', value: `${value.tickets} 个号` },
              { name: '房', value: `${value.flats} 套` },
              { name: '一套房', value: `${value.perFlat} 个号` },
              { name: '根据', value: value.basis, whole: true },
            ]}
          />
          {value.classes.length > 0 && (
            <Table
              label="按类别"
              columns={[
                '类别',
                { key: 'tickets', head: '符合的号', className: 'num' },
                { key: 'kept', head: '保留的房', className: 'num' },
                { key: 'unknown', head: '没有记录，说不准', className: 'num' },
              ]}
            >
              {value.classes.map((one) => (
                <tr key={one.class}>
                  <td>{one.title}</td>
                  <td className="num">{one.tickets}</td>
                  <td className="num">{one.kept}</td>
                  <td className="num">{one.unknown}</td>
                </tr>
              ))}
            </Table>
          )}
        </>
      )}
    </Card>
  )
}

/** Flats that are kept for a class and too small for all of it. A warning: the round may be published so. */
function Unfit({ unfit: { title, by, people, kept, homes } }: { unfit: RoundPreview['unfit'][number] }) {
  const count = homes.reduce((sum, { flats }) => sum + flats.length, 0)
  const because = by === 'rule' ? `按条件，每户至少 ${people} 人` : `现在符合的每一户都有 ${people} 人以上`
  return (
    <Notice
      tone="care"
      title={`留给${title}的 ${kept} 套里，有 ${count} 套${by === 'rule' ? '这一类人永远选不了' : '现在符合的人都选不了'}`}
    >
      <p>{`${because}，这些房住不下，会白叫他们来选。请换成大一些的房，或不留给这一类。`}</p>
      <ul className="round-unfit">
        {homes.map(({ stationName, typeName, people: most, flats }) => (
          <li key={`${stationName} ${typeName}`}>
            {`${stationName} ${typeName}（最多住 ${most} 人）：${flats.slice(0, 8).join('、')}${flats.length > 8 ? ` 等 ${flats.length} 套` : ''}`}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
