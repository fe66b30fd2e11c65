import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { InternshipPlace } from '@jucai/contract/internship-shapes'
import { shownFieldLabels, shownFields, type ShownField } from '@jucai/contract/internship-vocabulary'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choices } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { TextArea } from '@/components/text-input'
import { useKeptWords } from '@/kept-words'
import { openPage } from '@/page-address'
import { wordsOf } from '@/words/problems'
import { Criteria } from '../criteria'

/** Whether one may be an intern here, clause by clause, and the wish with what its base will read. */
export function Apply({ place }: { place: InternshipPlace }) {
  const loaded = useLoaded(async () => {
    try {
      const standing = await call('GET /me/internship-standing/:place', { params: { place: place.id } })
      return { standing, profile: await call('GET /me/profile') }
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'registration-needed') return null
      throw error
    }
  })
  return (
    <Loaded of={loaded}>
      {(data) =>
        data ? (
          <>
            <Card title="你符合吗" aside={data.standing.outcome === 'pass' ? '符合' : '还不符合'}>
              <Criteria of={data.standing.criteria} />
              {data.standing.criteria.length === 0 && (
                <View className="small">政策库里现在没有有效的见习办法，请联系人才办。</View>
              )}
            </Card>
            {data.standing.against && (
              <Notice kind="care" title="现在不能报名">
                {data.standing.against}
              </Notice>
            )}
            <Write
              place={place}
              texts={textsOf(data.profile)}
              lacks={
                data.standing.against !== null
                  ? '上面说了为什么现在不能报名'
                  : data.standing.outcome !== 'pass' && '条件还没有全部符合'
              }
            />
          </>
        ) : (
          <Card title="报名">
            <View className="stack">
              <View>见习要核对学历和毕业日期，先完成人才登记。</View>
              <Button wide onClick={() => openPage('/account/register/index')}>
                去登记
              </Button>
            </View>
          </Card>
        )
      }
    </Loaded>
  )
}

interface OwnProfile {
  name: string
  degree: keyof typeof degreeLabels
  school: string
  major: string
  graduatesOn: string
}
const textsOf = (profile: OwnProfile): Record<ShownField, string> => ({
  name: profile.name,
  degree: degreeLabels[profile.degree],
  school: profile.school,
  major: profile.major,
  graduatesOn: profile.graduatesOn,
})

function Write({
  place,
  texts,
  lacks,
}: {
  place: InternshipPlace
  texts: Record<ShownField, string>
  lacks: string | false
}) {
  const attempt = useAttempt()
  const [shown, setShown] = useState<ShownField[]>(['degree', 'school', 'major', 'graduatesOn'])
  const [words, setWords] = useKeptWords(`internship-wish-${place.id}`)
  const [notEmployed, setNotEmployed] = useState(false)
  const [failed, setFailed] = useState<string>()
  const send = async () => {
    setFailed(undefined)
    try {
      await call(
        'POST /me/internship-wishes',
        { body: { placeId: place.id, rank: 20, words: words.trim(), shown, notEmployed } },
        { attempt },
      )
      setWords('')
      await Taro.redirectTo({ url: '/internships/mine/index' })
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      <Card title="报名">
        <View className="stack">
          <Choices
            label={`选中以前，${place.base}能看到`}
            hint="只有打勾的几项；不打“姓名”时，基地看到的是隐去部分的姓名。每次查看都留痕。"
            options={shownFields.map((value) => ({
              value,
              label: shownFieldLabels[value],
              note: texts[value],
            }))}
            value={shown}
            onChange={setShown}
          />
          <TextArea
            label="为什么想去"
            hint="基地会读到"
            required={false}
            maxLength={300}
            value={words}
            onChange={setWords}
          />
        </View>
      </Card>
      <View className="card card-flush">
        <SwitchRow
          title="我现在没有签劳动合同"
          note="见习只给还没有就业的人，由你确认"
          checked={notEmployed}
          onChange={setNotEmployed}
        />
      </View>
      {place.round && (
        <View className="small">报名以后，到“我的见习”把几个志愿排好次序，最想去的在最前。</View>
      )}
      {failed && (
        <Notice kind="bad" title="没有报上名" live>
          {failed}
        </Notice>
      )}
      <Button
        wide
        kind="star"
        icon="send"
        onClick={send}
        disabledReason={lacks || (!notEmployed && '先确认现在没有签劳动合同')}
      >
        报名
      </Button>
    </>
  )
}
