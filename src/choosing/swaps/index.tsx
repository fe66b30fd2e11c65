import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ChosenFlat, Swap } from '@jucai/contract/choosing'
import { swapHours, swapStateLabels } from '@jucai/contract/choosing-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { flatName, rentWords, typeWords } from '../flat-words'
import '../choosing.scss'

/** Exchanging what two people chose: asked by flat, agreed within a day; neither learns who the other is. */
export default function SwapsPage() {
  const { params } = useRouter()
  const loaded = useLoaded(() => call('GET /me/flat-swaps'))
  useRefresh(loaded.reload)
  useSettledMessages('/choosing/swaps/index', loaded.data !== undefined)
  return (
    <Page title="换房" up="/pages/mine/index">
      <Loaded of={loaded}>
        {({ choices, items }) => (
          <View className="stack">
            <Notice title="怎么换">
              {`在选房图上点别人已选的房，就能问一声。对方 ${swapHours} 小时内同意，两套随即互换；你问了就算数，没答复前可以撤回。双方都不知道对方是谁。`}
            </Notice>
            {params.choice && params.flat && (
              <Ask
                choiceId={params.choice}
                flat={params.flat}
                name={params.name ?? ''}
                onAsked={loaded.reload}
              />
            )}
            {choices.map(({ choiceId, roundId, flat, maySwap }) => (
              <Card key={choiceId} title="我选定的" aside={maySwap ? '可以换' : '已签约，不能换'}>
                <FlatLines flat={flat} />
                {maySwap && (
                  <View className="choose-do">
                    <Button
                      kind="secondary"
                      wide
                      onClick={() => openPage(`/choosing/choose/index?round=${roundId}`)}
                    >
                      到选房图上找
                    </Button>
                  </View>
                )}
              </Card>
            ))}
            {items.length > 0 && (
              <View className="card card-flush">
                <Rows items={items} keyOf={({ id }) => id}>
                  {(swap) => <SwapRow swap={swap} onChanged={loaded.reload} />}
                </Rows>
              </View>
            )}
            {choices.length === 0 && items.length === 0 && (
              <Card>
                <Empty icon="key-round" title="还没有选定的房" text="选定之后、签约之前，可以和别人互换。" />
              </Card>
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function FlatLines({ flat }: { flat: ChosenFlat }) {
  return (
    <View>
      <View className="strong">{flatName(flat)}</View>
      <View className="small">{`${typeWords(flat)} · ${rentWords(flat)}`}</View>
    </View>
  )
}

interface AskProps {
  choiceId: string
  flat: string
  name: string
  onAsked(): Promise<void>
}

function Ask({ choiceId, flat, name, onAsked }: AskProps) {
  const [isAsked, setIsAsked] = useState(false)
  const [fault, setFault] = useState<string>()
  const attempt = useAttempt()
  if (isAsked) return null
  const ask = async () => {
    try {
      await call('POST /me/flat-swaps', { body: { choiceId, flat } }, { attempt })
      setIsAsked(true)
      toast('问好了，对方答复会告诉你')
      await onAsked()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title={`用你的房换 ${name}`}>
      <View className="stack">
        {fault && (
          <Notice kind="bad" title="没有问成" live>
            {fault}
          </Notice>
        )}
        <Button wide onClick={ask}>
          问对方愿不愿意换
        </Button>
      </View>
    </Card>
  )
}

function SwapRow({ swap, onChanged }: { swap: Swap; onChanged(): Promise<void> }) {
  const [asks, setAsks] = useState(false)
  const { id, mine, gives, gets, state, until } = swap
  const params = { swap: id }
  const act = async (run: () => Promise<Swap>, done: string) => {
    setAsks(false)
    try {
      await run()
      toast(done)
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
    await onChanged()
  }
  const end = () => act(() => call('DELETE /me/flat-swaps/:swap', { params }), mine ? '已撤回' : '已回绝')
  return (
    <View className="choose-swap">
      <View className="wrap">
        <View className="strong">{mine ? '我问的' : '有人想和我换'}</View>
        <Tag tone={state === 'done' ? 'good' : 'plain'}>{swapStateLabels[state]}</Tag>
      </View>
      <View className="choose-swap-pair">
        <View>{`给出：${flatName(gives)}，${rentWords(gives)}`}</View>
        <View>{`换来：${flatName(gets)}，${rentWords(gets)}`}</View>
        {state === 'asked' && <View className="small">{`${momentText(until)}前有效`}</View>}
      </View>
      {state === 'asked' && (
        <View className="choose-swap-do">
          {!mine && <Button onClick={() => setAsks(true)}>同意换</Button>}
          <Button kind="secondary" onClick={end}>
            {mine ? '撤回' : '不换'}
          </Button>
        </View>
      )}
      {asks && (
        <Dialog
          title="现在就互换？"
          confirm="互换"
          onConfirm={() =>
            act(() => call('PUT /me/flat-swaps/:swap/agreement', { params }), '换好了，按新的签约')
          }
          onClose={() => setAsks(false)}
        >
          {`你的 ${flatName(gives)} 换成 ${flatName(gets)}，${typeWords(gets)}，${rentWords(gets)}。换了就不能撤回。`}
        </Dialog>
      )}
    </View>
  )
}
