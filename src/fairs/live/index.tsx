import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { FairPlace, FairTicket } from '@jucai/contract/fair-shapes'
import { placeStateLabels, talkResultLabels } from '@jucai/contract/fair-vocabulary'
import { timeInChina } from '@jucai/contract/china-time'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { placeTones } from '../looks'
import { useLive } from '../use-live'
import '../fairs.scss'

interface Room {
  ticket: FairTicket
  place: FairPlace
}
/**
 * The reader’s newest place at this booth, or at any where the address names none; null where they have none, as the people
 * of the booth themselves.
 */
const roomOf = async (booth: string): Promise<Room | null> => {
  if (!useSession.getState().token) return null
  const { items } = await call('GET /me/fair-tickets')
  const found = items.flatMap((ticket) =>
    ticket.places
      .filter((one) => booth === '' || one.booth.id === booth)
      .map((place): Room => ({ ticket, place })),
  )
  return found.at(-1) ?? null
}
interface Loadable {
  room: Room | null
}

/** Stands for the meeting service of a city where none is connected: the sample’s own room of one booth. */
export default function LivePage() {
  const { booth = '' } = useRouter().params
  const read = async (): Promise<Loadable> => ({ room: await roomOf(booth) })
  const loaded = useLoaded(read)
  useRefresh(loaded.reload)
  const state = loaded.data?.room?.place.state
  useLive(loaded, read, state === 'called' || state === 'talking')
  return (
    <Page title="线上面谈" up="/fairs/mine/index">
      <Loaded of={loaded}>
        {({ room }) => (
          <View className="stack">
            {room && <Head room={room} />}
            <Notice kind="info" title="示例">
              示例城市没有接通会议服务。正式使用时，这里是展位的线上面谈。
            </Notice>
            {room ? (
              <Mine room={room} />
            ) : (
              <Card title="展位的面谈间">
                <View className="fair-text">
                  {'叫到谁，谁就能从“我的招聘会”进来。\n展位的人在工作台上开始面谈，谈完记结果。'}
                </View>
              </Card>
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Head({ room: { ticket, place } }: { room: Room }) {
  return (
    <View className="fair-head">
      <View className="fair-title" aria-role="heading" aria-level={2}>
        {place.booth.employer}
      </View>
      <View className="fair-line">
        {[ticket.fair.title, place.booth.place && `展位 ${place.booth.place}`].filter(Boolean).join(' · ')}
      </View>
    </View>
  )
}

const standsFor = ({ state, until, result, slot }: FairPlace): string => {
  if (state === 'called')
    return `对方在等你${until ? `，请在 ${timeInChina(until)} 前进来` : ''}。对方点“开始面谈”，就算到了。`
  if (state === 'talking') return '面谈已经开始。谈完后结果写在“我的招聘会”里，别处的排队位置不变。'
  if (state === 'done') return `这次谈完了，结果：${result ? talkResultLabels[result] : '还没有写'}。`
  if (state === 'booked' && slot) return `约的是 ${timeInChina(slot.startsAt)}，到时对方会叫你。`
  return '现在没有叫到你。叫到时会有消息，“我的招聘会”里也看得到。'
}

function Mine({ room: { ticket, place } }: { room: Room }) {
  return (
    <Card>
      <View className="fair-body">
        <View className="wrap">
          <View className="h3" aria-role="heading" aria-level={3}>
            现在
          </View>
          <Tag tone={placeTones[place.state]}>{placeStateLabels[place.state]}</Tag>
        </View>
        <View className="fair-text">{standsFor(place)}</View>
        <Button wide kind="secondary" onClick={() => openPage(`/fairs/ticket/index?id=${ticket.id}`)}>
          回到我的招聘会
        </Button>
      </View>
    </Card>
  )
}
