import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { EmployerFair } from '@jucai/contract/fair-shapes'
import { boothStateLabels } from '@jucai/contract/fair-vocabulary'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'
import { whenText, whereText } from '../looks'
import '../fairs.scss'

const applying = newAttempt()

/** Fairs at which an employer has a booth or may ask for one. */
export default function DesksPage() {
  const { employer = '' } = useRouter().params
  return (
    <Page title="招聘会展位" up={`/employers/employer/index?id=${employer}`}>
      <PagedRows
        load={(query) => call('GET /employers/:employer/fair-booths', { params: { employer }, query })}
        keyOf={({ fair }) => fair.id}
        empty={
          <Card>
            <Empty icon="calendar" title="最近没有招聘会" text="人才办发布后会出现在这里。" />
          </Card>
        }
        row={(one) => <One employer={employer} one={one} />}
      />
    </Page>
  )
}

function One({ employer, one }: { employer: string; one: EmployerFair }) {
  const [{ fair, booth }, show] = useState(one)
  const ask = async () => {
    try {
      const asked = await call(
        'POST /employers/:employer/fair-booths',
        {
          params: { employer },
          body: { fair: fair.id },
        },
        { attempt: applying },
      )
      show({ fair, booth: asked })
      toast('已申请，等人才办答复')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }
  const query = booth && `employer=${employer}&booth=${booth.id}`
  return (
    <View className="fair-own">
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {fair.title}
        </View>
        {booth && (
          <Tag tone={booth.state === 'admitted' ? 'good' : 'night'}>{boothStateLabels[booth.state]}</Tag>
        )}
      </View>
      <View>
        <View>{whenText(fair)}</View>
        <View className="small">{whereText(fair)}</View>
      </View>
      {booth?.reason && <View className="small">{`原因：${booth.reason}`}</View>}
      {(!booth || booth.state === 'declined') && fair.standing === 'published' && (
        <Button wide label={`申请展位：${fair.title}`} onClick={ask}>
          申请展位
        </Button>
      )}
      {booth?.state === 'admitted' && (
        <Button wide label={`打开展位：${fair.title}`} onClick={() => openPage(`/fairs/desk/index?${query}`)}>
          打开展位
        </Button>
      )}
      {booth && (booth.state === 'admitted' || booth.state === 'invited' || booth.state === 'asked') && (
        <Button
          wide
          kind="secondary"
          label={`${booth.state === 'invited' ? '看邀请，选岗位' : '带哪些岗位'}：${fair.title}`}
          onClick={() => openPage(`/fairs/bring/index?${query}`)}
        >
          {booth.state === 'invited' ? '看邀请，选岗位' : '带哪些岗位'}
        </Button>
      )}
    </View>
  )
}
