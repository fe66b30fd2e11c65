import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { InternshipBase, InternshipPlace } from '@jucai/contract/internship-shapes'
import {
  baseStateLabels,
  internshipStateLabels,
  noEmployment,
  placeStateLabels,
  retentionDefinition,
} from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText, untilText } from '@/words/dates'
import { baseTones, internshipTones, placeTones, spanWords } from '../words'
import { ApplyForBase } from './apply'
import '../internships.scss'

/** The base of an employer, for its people: where it stands, its places, its interns. */
export default function BasePage() {
  const { employer = '' } = useRouter().params
  const loaded = useLoaded(async () => {
    const params = { employer }
    const [{ base }, member] = await Promise.all([
      call('GET /employers/:employer/internship-base', { params }),
      call('GET /employers/:employer', { params }),
    ])
    return { base, member }
  })
  useRefresh(loaded.reload)
  useSettledMessages(`/internships/base/index?employer=${employer}`, loaded.data !== undefined)
  return (
    <Page title="见习基地" up={`/employers/employer/index?id=${employer}`}>
      <Loaded of={loaded}>
        {({ base, member }) => (
          <View className="stack">
            {base ? (
              <Standing base={base} />
            ) : (
              <Card title="成为见习基地">
                <View>核定以后可以提供见习岗位，带还没有就业的毕业生。</View>
                <View className="small">{noEmployment}</View>
              </Card>
            )}
            {base && base.state !== 'applied' && base.state !== 'refused' && (
              <Running base={base} employer={employer} isVerified={member.state === 'verified'} />
            )}
            <ApplyForBase
              base={base}
              employer={employer}
              isOwner={member.right === 'owner'}
              onChanged={(next) => loaded.set({ base: next, member })}
            />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

const standingWords = ({ state, quota, inUse, validUntil }: InternshipBase): string => {
  switch (state) {
    case 'applied':
      return '人才办正在核定，结果会发消息给单位的人。'
    case 'approved':
      return `名额同时 ${quota} 人，现在有 ${inUse} 人${validUntil ? `，${dayText(validUntil)}到期` : ''}。`
    case 'refused':
      return '按原因改好，再申请一次。'
    case 'expired':
      return '有效期过了，不能再招人。请联系人才办年审。'
    case 'ended':
      return '不能再招人，在岗的见习到期为止。'
  }
}

function Standing({ base }: { base: InternshipBase }) {
  const { retention } = base
  return (
    <Card>
      <View className="intern-top">
        <View className="h3" aria-role="heading" aria-level={2}>
          {base.employer.name}
        </View>
        <Tag tone={baseTones[base.state]}>{baseStateLabels[base.state]}</Tag>
      </View>
      <View>{standingWords(base)}</View>
      {base.why && <View className="small">{`人才办：${base.why}`}</View>}
      <View className="small">
        {retention.percent === null
          ? `最近 12 个月期满 ${retention.finished} 人，不到 5 人不显示留用率`
          : `留用率 ${retention.percent}%：期满 ${retention.finished} 人，留用 ${retention.kept} 人`}
      </View>
      <View className="tiny">{retentionDefinition}</View>
    </Card>
  )
}

function Running({
  base,
  employer,
  isVerified,
}: {
  base: InternshipBase
  employer: string
  isVerified: boolean
}) {
  return (
    <>
      {!isVerified && (
        <Notice kind="care" title="单位现在不能办理">
          单位暂停或注销了，见习人员的资料看不到，报名、签约、登记都停下。到岗可以到人才办的登记点登记，补贴由人才办代为确认。
        </Notice>
      )}
      <CellGroup>
        <Cell
          icon="scan-line"
          title="到岗登记"
          note="今天谁到了，扫人才码登记"
          to={`/internships/door/index?employer=${employer}`}
        />
      </CellGroup>
      <Heading>岗位</Heading>
      {base.state === 'approved' && isVerified && (
        <Button
          wide
          kind="star"
          icon="plus"
          onClick={() => openPage(`/internships/offer/index?employer=${employer}`)}
        >
          提供见习岗位
        </Button>
      )}
      <PagedRows
        load={(query) => call('GET /employers/:employer/internship-places', { params: { employer }, query })}
        keyOf={({ id }) => id}
        empty={<Card>还没有岗位。</Card>}
        row={(place) => <PlaceOfBase place={place} employer={employer} />}
      />
      {isVerified && <Interns employer={employer} />}
    </>
  )
}

function Interns({ employer }: { employer: string }) {
  return (
    <>
      <Heading>见习人员</Heading>
      <PagedRows
        load={(query) => call('GET /employers/:employer/internships', { params: { employer }, query })}
        keyOf={({ id }) => id}
        empty={<Card>还没有见习人员。</Card>}
        row={(one) => (
          <Cell
            title={one.name}
            note={
              <>
                <View>{`${one.title} · ${one.number}`}</View>
                <View>{spanWords(one.firstDay, one.lastDay)}</View>
              </>
            }
            value={<Tag tone={internshipTones[one.state]}>{internshipStateLabels[one.state]}</Tag>}
            to={`/internships/intern/index?employer=${employer}&id=${one.id}`}
          />
        )}
      />
    </>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <View className="h3" aria-role="heading" aria-level={2}>
      {children}
    </View>
  )
}

function PlaceOfBase({ place, employer }: { place: InternshipPlace; employer: string }) {
  return (
    <Cell
      title={place.title}
      note={
        <>
          <View>{`${spanWords(place.startDay, place.lastDay)}，还有 ${place.left} 个名额`}</View>
          <View>{place.wishes > 0 ? `${place.wishes} 人等答复` : '没有人在等答复'}</View>
          <View>{`${untilText(place.applyBy)}截止${place.round ? `，${place.round.title}` : ''}`}</View>
        </>
      }
      value={<Tag tone={placeTones[place.state]}>{placeStateLabels[place.state]}</Tag>}
      to={`/internships/candidates/index?employer=${employer}&place=${place.id}`}
    />
  )
}
