import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ReferralState } from '@jucai/contract/application-vocabulary'
import type { ResponseOf } from '@jucai/contract/routes'
import { call } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { openPage } from '@/page-address'
import { wordsOf } from '@/words/problems'
import '../referrals/referrals.scss'

type Request = ResponseOf<'GET /referral-requests/:code'>

/**
 * The page that the SMS opens: what is asked, by whom, and what follows from either answer. No account is
 * needed.
 */
export default function ReferralAnswerPage() {
  const code = useRouter().params.code ?? ''
  const loaded = useLoaded(() => call('GET /referral-requests/:code', { params: { code } }))
  const [answered, setAnswered] = useState<ReferralState>()
  const state = answered ?? loaded.data?.state
  return (
    <Page title="有人推荐了你" up="/pages/home/index">
      {code === '' ? (
        <Card>
          <Empty title="链接不完整" text="请从短信里重新打开。" />
        </Card>
      ) : (
        <Loaded of={loaded}>
          {(request) =>
            state === 'asked' ? (
              <Question code={code} request={request} onAnswered={setAnswered} />
            ) : (
              <Done state={state} />
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

function Question({
  code,
  request,
  onAnswered,
}: {
  code: string
  request: Request
  onAnswered(state: ReferralState): void
}) {
  const [refusing, setRefusing] = useState(false)
  const [error, setError] = useState<string>()
  const answer = async (agree: boolean) => {
    setRefusing(false)
    setError(undefined)
    try {
      onAnswered(
        (await call('PUT /referral-requests/:code/answer', { params: { code }, body: { agree } })).state,
      )
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <View className="stack">
      <View className="invite-top">
        <View className="invite-by">{`${request.referrerMaskedName} 向家乡推荐了${request.kind === 'person' ? '你' : '你的项目'}`}</View>
        <View className="invite-what">{request.title}</View>
        <View className="invite-office">{`想知道的是：${request.office}`}</View>
      </View>
      <Card title="你同意的话">
        <View className="facts">
          <View className="fact">
            <Icon name="phone" />
            人才办看到你的姓名、手机号和推荐人的介绍，打电话给你。
          </View>
          <View className="fact">
            <Icon name="shield-check" />
            只为这一件事用，不给别的单位看；随时可以要求删除。
          </View>
        </View>
      </Card>
      <Card title="你不同意的话">
        <View className="facts">
          <View className="fact">
            <Icon name="trash-2" />
            你的姓名、手机号马上删除，人才办什么也看不到。
          </View>
          <View className="fact">
            <Icon name="bell" />
            以后谁再推荐这个号码，系统都不再发短信。
          </View>
        </View>
      </Card>
      {error && (
        <Notice kind="bad" title="没有记下你的答复" live>
          {error}
        </Notice>
      )}
      <Button wide kind="star" icon="check" onClick={() => answer(true)}>
        同意，请联系我
      </Button>
      <Button wide kind="secondary" onClick={() => setRefusing(true)}>
        不同意
      </Button>
      <View className="tiny">不答复也可以：满 14 天自动删除。</View>
      {refusing && (
        <Dialog
          title="确定不同意？"
          confirm="不同意并删除"
          danger
          onConfirm={() => answer(false)}
          onClose={() => setRefusing(false)}
        >
          删除以后不能恢复，想再联系可以自己来登记。
        </Dialog>
      )}
    </View>
  )
}

function Done({ state }: { state: ReferralState | undefined }) {
  useLoaded(() => loadCity())
  const office = useCityStore(({ city }) => city?.officePhone)
  const refused = state === 'declined' || state === 'closed'
  return (
    <Card>
      <Empty
        icon={refused ? 'trash-2' : 'circle-check'}
        title={refused ? '已经删除' : '谢谢，记下了'}
        text={
          refused
            ? '你的姓名和手机号已经删除，不会再打扰你。'
            : '人才办会打电话给你。改了主意，打电话说一声就行。'
        }
        action={
          <View className="stack">
            {office && !refused && (
              <Button
                kind="secondary"
                icon="phone"
                onClick={() => Taro.makePhoneCall({ phoneNumber: office }).catch(() => undefined)}
              >
                {office}
              </Button>
            )}
            <Button kind="secondary" onClick={() => openPage('/city/plan/index')}>
              看看家乡给什么
            </Button>
          </View>
        }
      />
    </Card>
  )
}
