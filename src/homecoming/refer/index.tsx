import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import { isPhone } from '@jucai/contract/forms'
import { phoneText } from '@jucai/contract/text'
import type { ReferralReward } from '@jucai/contract/referrals'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { SourceLine } from '@/components/source-line'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import '../referrals/referrals.scss'
import { forgetReferral, keepReferral, readReferral, type ReferralDraft } from './draft'

const kinds = [
  { value: 'person', label: '一个人' },
  { value: 'project', label: '一个项目' },
] as const
type Faults = Partial<Record<keyof ReferralDraft, string | undefined>>

// The question goes by SMS, which does not reach numbers abroad.
const phoneFault = (phone: string): string | undefined => {
  if (/^1[3-9]\d{9}$/.test(phone)) return undefined
  return isPhone(phone)
    ? '境外号码收不到短信，没法征得对方同意。请把“归根”登记告诉对方，请对方自己登记'
    : '请填写 11 位手机号，短信发到这里'
}

const faultsOf = ({ name, phone, title, about, relation }: ReferralDraft): Faults => ({
  name: name.trim().length < 2 ? '请填写对方的姓名' : undefined,
  phone: phoneFault(phone.trim()),
  title: title.trim().length < 2 ? '一句话说清是谁、做什么' : undefined,
  about: about.trim().length < 10 ? '多写几句，至少 10 个字' : undefined,
  relation: relation.trim() === '' ? '你们是什么关系' : undefined,
})

/** What happens after a referral is sent; nothing reaches the office before the person named agrees. */
const whatComesNext = [
  { title: '系统发短信问对方', note: '写明是你推荐的。30 天内同一个号码只问一次' },
  { title: '对方点同意', note: '谢绝或 14 天没答复，姓名和号码都删除' },
  { title: '人才办联系、跟进', note: '每一步你都看得到' },
  { title: '落地，发奖励', note: '到期日写在推荐记录里' },
]

/** Refers a person or a project; the one who is named is asked first. */
export default function ReferPage() {
  const me = useSession((session) => session.me)
  return (
    <Page title="推荐人才或项目" up="/homecoming/referrals/index">
      {!me && <SignInFirst text="登录后才能推荐：落地了，奖励要知道给谁。" />}
      {me && !me.registered && (
        <Card>
          <Notice kind="info" title="先花两分钟完成人才登记">
            奖励只发给登记过的推荐人，填完会回到“我的”。
          </Notice>
          <Button wide kind="star" onClick={() => openPage('/account/register/index')}>
            两分钟登记
          </Button>
        </Card>
      )}
      {me?.registered && <Form personId={me.id} />}
    </Page>
  )
}

function Form({ personId }: { personId: string }) {
  const [draft, setDraft] = useState(() => readReferral(personId))
  const [faults, setFaults] = useState<Faults>({})
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const rewards = useLoaded(() => call('GET /referral-rewards'))
  const change = (part: Partial<ReferralDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    keepReferral(personId, next)
    setFaults({ ...faults, ...Object.fromEntries(Object.keys(part).map((key) => [key, undefined])) })
  }
  const send = async () => {
    setError(undefined)
    const found = faultsOf(draft)
    setFaults(found)
    if (Object.values(found).some(Boolean)) {
      setError('有几处还要补一下，已标在下面的格子旁边')
      return
    }
    const body = {
      kind: draft.kind,
      name: draft.name.trim(),
      phone: draft.phone.trim(),
      title: draft.title.trim(),
      about: draft.about.trim(),
      relation: draft.relation.trim(),
    }
    try {
      await call('POST /me/referrals', { body }, { attempt })
      forgetReferral()
      toast('短信已发出，等对方答复')
      await Taro.redirectTo({ url: '/homecoming/referrals/index' })
    } catch (problem) {
      const fields =
        problem instanceof ProblemError
          ? Object.fromEntries(problem.errors.map(({ pointer, detail }) => [pointer.slice(1), detail]))
          : {}
      setFaults(fields)
      setError(Object.keys(fields).length > 0 ? '有几处要改，已标在格子旁边' : wordsOf(problem))
    }
  }
  const project = draft.kind === 'project'
  return (
    <View className="stack">
      <Card title={project ? '推荐哪个项目' : '推荐谁'}>
        <View className="stack">
          <Choice label="推荐什么" options={kinds} value={draft.kind} onChange={(kind) => change({ kind })} />
          <TextInput
            label={project ? '项目联系人' : '姓名'}
            maxLength={60}
            autoComplete="off"
            value={draft.name}
            error={faults.name}
            onChange={(name) => change({ name })}
          />
          <TextInput
            label="对方的手机号"
            hint="系统发短信征得对方同意，之前谁也看不到；对方要有境内号码"
            maxLength={40}
            autoComplete="off"
            value={draft.phone}
            error={faults.phone}
            onChange={(phone) => change({ phone: phoneText(phone) })}
          />
          <TextInput
            label="你们的关系"
            placeholder="例如：表哥、中学同学、老同事"
            maxLength={40}
            autoComplete="off"
            value={draft.relation}
            error={faults.relation}
            onChange={(relation) => change({ relation })}
          />
          <TextInput
            label="一句话介绍"
            hint="会写在对方打开的页面上"
            placeholder={project ? '例如：电池检测设备项目' : '例如：材料工程师，现在深圳'}
            maxLength={60}
            autoComplete="off"
            value={draft.title}
            error={faults.title}
            onChange={(title) => change({ title })}
          />
          <TextArea
            label={project ? '项目的情况' : '为什么推荐'}
            hint="不要写身份证号、住址"
            placeholder={project ? '做什么、多大规模、需要什么' : '做什么的、有什么本事、为什么想回来'}
            maxLength={1000}
            value={draft.about}
            error={faults.about}
            onChange={(about) => change({ about })}
          />
        </View>
      </Card>
      <Card title="接下来">
        <Steps steps={whatComesNext} current={0} />
      </Card>
      {rewards.data && <Reward reward={rewards.data.items.find(({ kind }) => kind === draft.kind)} />}
      {error && (
        <Notice kind="bad" title="还没有发出" live>
          {error}
        </Notice>
      )}
      <Button wide kind="star" icon="send" onClick={send}>
        发短信问对方
      </Button>
      <View className="tiny">写到一半离开也不会丢：除了对方的姓名和手机号，都存在这部手机里。</View>
    </View>
  )
}

function Reward({ reward }: { reward: ReferralReward | undefined }) {
  if (!reward) return null
  return (
    <Card title="落地后的奖励" aside={reward.source.sample ? <Tag>示例</Tag> : undefined}>
      <View className="reward-sum">{amountText(reward.amountFen)}</View>
      <View className="small">{`${reward.words}，${reward.workingDays} 个工作日内发放。`}</View>
      <SourceLine source={reward.source} />
    </Card>
  )
}
