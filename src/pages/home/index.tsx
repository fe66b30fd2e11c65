import { Navigator, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import type { ApplicationSummary } from '@jucai/contract/applications'
import type { City } from '@jucai/contract/city'
import type { Todo } from '@jucai/contract/todos'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Failure } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PlanFigures } from '@/components/plan-figures'
import { Skeleton } from '@/components/skeleton'
import { TalentCardFrame, cardTierOf } from '@/components/talent-card-frame'
import { useSession } from '@/session'
import { standingOf, stepFrom } from '@/words/next-step'
import { greetingAt } from './greeting'
import { begunForm, lookAtApplication } from './next-application'
import { nextService } from './next-service'
import { NextStepCard, type NextStepCardProps } from './next-step-card'
import { OfferCard } from './offer-card'
import { hasRegistrationDraft } from './registration-draft'
import { SituationGrid } from './situation-grid'
import { useHome } from './use-home'
import './home.scss'

type Person = ReturnType<typeof useSession.getState>['me']

/** This person's next step: what waits and ends first; else on the way to a code, then the service that is theirs and not used yet. */
function stepOf(
  me: Person,
  city: City,
  used: readonly string[],
  applications: readonly ApplicationSummary[],
  [first]: readonly Todo[],
): NextStepCardProps {
  const standing = standingOf(me)
  if (first) return { title: first.title, why: first.words, button: first.button, to: first.page }
  const begun = me?.registered ? begunForm() : undefined
  if (begun) return begun
  if (standing === 'signed-in' && hasRegistrationDraft()) {
    return {
      ...stepFrom['signed-in'],
      title: '登记还差一点，接着填',
      why: '上次填的都还在这部手机里。',
      button: '继续登记',
    }
  }
  const service = standing === 'coded' ? nextService(city, me?.tier?.key, used) : undefined
  if (service)
    return {
      title: service.name,
      why: `${service.benefit}。你可以享受，还没用过。`,
      button: '看看怎么用',
      to: `/city/service/index?id=${service.id}`,
    }
  return (standing === 'coded' ? lookAtApplication(applications) : undefined) ?? stepFrom[standing]
}

/** The first tab: what is next, and what the city offers. */
export default function HomePage() {
  const { data, error, reload, settled } = useHome()
  const me = useSession((session) => session.me)
  useShareAppMessage(() => ({ title: '聚才：求职、住房、补贴，一个码都能办', path: '/pages/home/index' }))

  const hello = greetingAt(new Date().getHours())
  const clerk = me?.assignments.find(({ role }) => role === 'clerk')
  const rank = data?.city.tiers.find(({ key }) => key === me?.tier?.key)?.rank
  return (
    <Page
      title="首页"
      tab="home"
      greeting={me ? [hello, me.name].filter(Boolean).join('，') : `${hello}，欢迎你`}
      lead={me && data ? data.city.brand.slogan : '求职、住房、补贴、生活，一个码都能办'}
    >
      {!data &&
        (error === undefined ? (
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        ) : (
          <Card>
            <Failure error={error} onRetry={reload} />
          </Card>
        ))}
      {data && (
        <View className="stack">
          {error !== undefined && (
            <Notice kind="care" title="没有更新成功">
              下面是上次看到的内容，下拉再试一次。
            </Notice>
          )}
          {clerk && (
            <CellGroup>
              <Cell icon="scan-line" title="扫码核验" note={clerk.station?.name} to="/staff/scan/index" />
            </CellGroup>
          )}
          <View>
            {me?.registered && me.tier ? (
              <Navigator className="wallet" url="/pages/code/index" openType="switchTab">
                <TalentCardFrame
                  peek
                  seed={me.id}
                  tier={cardTierOf(rank ?? 5)}
                  tierName={me.tier.name}
                  name={me.name ?? ''}
                  city={`${data.city.name} · ${data.city.district}`}
                />
              </Navigator>
            ) : (
              <OfferCard city={data.city} />
            )}
            {settled ? (
              <NextStepCard {...stepOf(me, data.city, data.used ?? [], data.applications, data.todos)} />
            ) : (
              <View className="card next">
                <Skeleton shape="text" count={4} />
              </View>
            )}
          </View>
          {data.todos.length > 1 && (
            <CellGroup title="还有这些等你办">
              {data.todos.slice(1).map(({ title, words, page }) => (
                <Cell key={page} icon="clock" title={title} note={words} to={page} />
              ))}
            </CellGroup>
          )}
          {me?.noticeNews && (
            <CellGroup>
              <Cell
                icon="shield-check"
                title="隐私说明有了新内容"
                note="看看多了什么，再决定要不要同意；服务照常"
                to="/account/consents/index"
              />
            </CellGroup>
          )}
          <SituationGrid city={data.city} />
          <View>
            <View className="h2 home-plan" aria-role="heading" aria-level={2}>
              {data.city.plan.name}
            </View>
            <Card>
              <PlanFigures city={data.city} figures={data.figures} />
              <View className="home-more">
                <Cell title="计划给谁、给什么、怎么加入" to="/city/plan/index" />
              </View>
            </Card>
          </View>
          <View className="tiny home-foot">
            {`${data.city.office} ${data.city.officePhone}`}
            {data.city.sample && '\n示例城市：政策、金额和数字都是示例'}
          </View>
        </View>
      )}
    </Page>
  )
}
