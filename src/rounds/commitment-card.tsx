import { useMemo } from 'react'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { serverNow } from '@/api'
import { momentText } from '@/words/dates'
import { meetCommitment } from './kept-commitment'
import { inGroups } from './words'

/** Copies a text, and says so. */
export const copy = (data: string): Promise<unknown> =>
  Taro.setClipboardData({ data }).then(() => toast('已复制'))

const holder = process.env.TARO_ENV === 'h5' ? '浏览器' : '微信'

/** The commitment of a locked round, held against the one that this phone kept. */
export function CommitmentCard({ code, commitment }: { code: string; commitment: string }) {
  const { how, kept } = useMemo(() => meetCommitment(code, commitment, serverNow()), [code, commitment])
  return (
    <>
      {how === 'other' && (
        <Another kept={kept.commitment} keptAt={kept.seenAt} shown={commitment} code={code} />
      )}
      <Card title="承诺值" aside={how === 'other' ? '和以前不一样' : '这部手机留了一份'}>
        <View className="small">
          名单、规则、房源和要用的开奖期号合在一起算出这一串。改动任何一个字，它都会变。开奖前没有人知道结果。
        </View>
        <View className="round-hash">
          <Text>{inGroups(kept.commitment)}</Text>
        </View>
        <View className="tiny">{`${momentText(kept.seenAt)} 第一次看到，存在这部手机里。清除${holder}的数据会丢，可以抄下来或截图。`}</View>
        <Button kind="quiet" label="复制承诺值" onClick={() => copy(kept.commitment)}>
          复制
        </Button>
      </Card>
    </>
  )
}

function Another({
  kept,
  keptAt,
  shown,
  code,
}: {
  kept: string
  keptAt: string
  shown: string
  code: string
}) {
  const both = `批次 ${code}\n这部手机 ${momentText(keptAt)}留的：${kept}\n现在服务器给的：${shown}`
  return (
    <Notice kind="bad" title="承诺值变了，这不应该发生" live>
      <View>锁定以后承诺值不能变。请不要清除手机数据，按下面做：</View>
      <View>1. 截图，再点“复制两个承诺值”存下来。</View>
      <View>2. 和别的申请人、公告栏上的比一比。</View>
      <View>3. 交给人才办或监督的公证机构，要求说明。名单和承诺值不符，是重新抽签的理由。</View>
      <View className="round-hash">
        <Text>{`以前：${inGroups(kept)}`}</Text>
      </View>
      <View className="round-hash">
        <Text>{`现在：${inGroups(shown)}`}</Text>
      </View>
      <Button kind="secondary" onClick={() => copy(both)}>
        复制两个承诺值
      </Button>
    </Notice>
  )
}
