import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { NetworkError, ProblemError } from '@jucai/contract/client'
import type { CodeEntry } from '@jucai/contract/vocabulary'
import { loadCity } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { SignInFirst } from '@/components/sign-in-first'
import { TextArea } from '@/components/text-input'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettings } from '@/settings'
import { wordsOf } from '@/words/problems'
import { clerkNow } from '../clerk-clock'
import { OthersWaiting } from '../others-waiting'
import { isOpen, sendQueue, useScanQueue } from '../scan-queue'
import { BrowserCamera } from './browser-camera'
import { Challenge, type Asking } from './challenge'
import { codeText } from '@/words/code-text'
import { loadDecoder } from './load-decoder'
import {
  challengeMs,
  confirmCode,
  firstLook,
  newChallenge,
  recordService,
  undoScan,
  type Look,
  type Recorded,
} from './scanning'
import { signal } from './signals'
import { keepBundleFresh, refreshBundle } from './verifier'
import { VerdictView } from './verdict-view'
import './scan.scss'

const isBrowser = process.env.TARO_ENV === 'h5'

/** The clerk's scanner: reads a code, shows the verdict, records the service. */
export default function ScanPage() {
  const token = useSession((session) => session.token)
  const me = useSession((session) => session.me)
  const stations =
    me?.assignments.flatMap(({ role, station }) => (role === 'clerk' && station ? [station] : [])) ?? []
  return (
    <Page title="扫码服务" up="/pages/mine/index">
      {!token ? (
        <Card>
          <SignInFirst />
        </Card>
      ) : stations[0] ? (
        <Scanner stations={stations} first={stations[0]} />
      ) : (
        <Notice kind="care" title="还不是工作站工作人员">
          用邀请码加入后，就能扫码登记服务。
        </Notice>
      )}
    </Page>
  )
}

interface StationName {
  id: string
  name: string
}

function Scanner({ stations, first }: { stations: StationName[]; first: StationName }) {
  const { stationId, setStationId } = useSettings()
  // The phone may have been another clerk's.
  const station = stations.find(({ id }) => id === stationId) ?? first
  const [look, setLook] = useState<Look | null>(null)
  const [camera, setCamera] = useState(false)
  const [pasting, setPasting] = useState<string | null>(null)
  const [recorded, setRecorded] = useState<Recorded | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const personId = useSession(({ me }) => me?.id)
  const waiting = useScanQueue(
    ({ items }) => items.filter((item) => item.personId === personId && isOpen(item)).length,
  )

  useEffect(() => {
    void refreshBundle()
    void loadCity().catch(() => undefined) // cached for recording without a network
    void sendQueue()
  }, [])

  // What comes of an earlier code after the next was begun is of no use any more.
  const turn = useRef(0)
  const begin = () => {
    turn.current += 1
    setLook(null)
    setRecorded(null)
    setProblem(null)
  }

  /** The phone's own verdict at once, then the server's in its place. */
  const take = async (text: string, entry: CodeEntry) => {
    begin()
    const mine = turn.current
    setCamera(false)
    const now = clerkNow()
    if (asking && now.getTime() - asking.madeAt.getTime() > challengeMs) {
      setAsking(null)
      return setProblem('口令过了两分钟，请再出一个')
    }
    const scanned = {
      code: codeText(text),
      scannedAt: now.toISOString(),
      station,
      entry,
      challenge: asking?.digits ?? null,
    }
    const own = await firstLook(scanned)
    if (mine !== turn.current) return
    if (own) {
      const isOurs = own.shown.verdict !== 'not-a-talent-code'
      setLook({ ...own, shown: { ...own.shown, waiting: isOurs } })
      signal(own.shown.verdict === 'valid')
      if (!isOurs) return // what another app's code says is nobody else's business
    }
    try {
      const confirmed = await confirmCode(scanned)
      void keepBundleFresh()
      if (mine !== turn.current) return
      if (!own || own.shown.verdict !== confirmed.shown.verdict) signal(confirmed.shown.verdict === 'valid')
      setLook(confirmed)
    } catch (error) {
      if (mine !== turn.current) return
      setLook(own)
      if (!own || !(error instanceof NetworkError)) setProblem(wordsOf(error))
    }
  }

  const scan = async () => {
    begin()
    if (isBrowser) return setCamera(true)
    try {
      await take((await Taro.scanCode({ scanType: ['qrCode'] })).result, 'camera')
    } catch {
      /* closed without a code */
    }
  }
  const fromPicture = async () => {
    const { choosePicture, decodePicture } = await loadDecoder()
    const picture = await choosePicture()
    if (!picture) return
    const text = await createImageBitmap(picture)
      .then(decodePicture)
      .catch(() => null)
    if (text === null) {
      begin()
      setProblem('图片里没有找到二维码，请换一张清楚的')
    } else await take(text, 'picture')
  }

  const ask = async () => {
    begin()
    setAsking({ digits: await newChallenge(), madeAt: clerkNow() })
  }
  const next = () => {
    setAsking(null)
    void scan()
  }

  const record = async (service: { id: string; name: string; challenge: boolean }) => {
    if (!look) return
    if (service.challenge && look.challenge === null) return ask()
    const mine = turn.current
    try {
      const done = await recordService(look, service)
      if (mine !== turn.current) return
      setRecorded(done)
      setProblem(null)
      setAsking(null)
    } catch (error) {
      if (mine !== turn.current) setProblem(`上一位的“${service.name}”没有登记：${wordsOf(error)}`)
      else if (error instanceof ProblemError && error.code === 'already-recorded') {
        signal(false)
        setLook({ ...look, shown: { ...look.shown, verdict: 'already-recorded', services: [] } })
      } else setProblem(wordsOf(error))
    }
  }
  const undo = async () => {
    if (!recorded?.scanId) return
    try {
      await undoScan(recorded.scanId)
      setRecorded({ ...recorded, undone: true })
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }

  return (
    <View>
      {recorded && <RecordedNotice recorded={recorded} onUndo={undo} />}
      {problem && (
        <Notice kind="bad" title="没有办成" live>
          {problem}
        </Notice>
      )}
      {look ? (
        <VerdictView
          shown={recorded && !recorded.undone ? { ...look.shown, services: [] } : look.shown}
          onRecord={record}
          onNext={next}
          {...(look.shown.verdict === 'wrong-challenge' ? { onAsk: ask } : {})}
        />
      ) : (
        <Card>
          <View className="stack">
            {asking && <Challenge asking={asking} onAgain={ask} onLeave={() => setAsking(null)} />}
            {stations.length > 1 && (
              <Choice
                label="你现在在哪个站点"
                hint="登记会算在这个站点，这部手机会记住"
                options={stations.map(({ id, name }) => ({ value: id, label: name }))}
                value={station.id}
                onChange={setStationId}
              />
            )}
            {camera ? (
              <BrowserCamera onFound={(text) => void take(text, 'camera')} />
            ) : (
              <Button kind="primary" wide icon="scan-line" onClick={scan}>
                {asking
                  ? '对方已输入，扫码'
                  : stations.length > 1
                    ? '扫人才码'
                    : `扫人才码 · ${station.name}`}
              </Button>
            )}
            {isBrowser && (
              <Button kind="secondary" wide onClick={fromPicture}>
                从图片识别
              </Button>
            )}
            <Button kind="quiet" wide onClick={() => setPasting('')}>
              粘贴码的文本
            </Button>
          </View>
        </Card>
      )}
      <OthersWaiting />
      <Button kind="quiet" wide onClick={() => openPage('/internships/door/index')}>
        见习到岗登记
      </Button>
      <Button kind="quiet" wide onClick={() => openPage('/fairs/door/index')}>
        招聘会入场登记
      </Button>
      <Button kind="quiet" wide onClick={() => openPage('/staff/today/index')}>
        {waiting > 0 ? `今日记录（${waiting} 条待补登）` : '今日记录'}
      </Button>
      {pasting !== null && (
        <Sheet title="粘贴人才码文本" onClose={() => setPasting(null)}>
          <TextArea
            label="人才码文本"
            hint="以 TC1: 开头，复制后一分钟内有效"
            value={pasting}
            onChange={setPasting}
            maxLength={4000}
          />
          <Button
            wide
            disabledReason={pasting === '' && '先粘贴文本'}
            onClick={() => {
              setPasting(null)
              return take(pasting, 'pasted')
            }}
          >
            核验
          </Button>
        </Sheet>
      )}
    </View>
  )
}

function RecordedNotice({ recorded, onUndo }: { recorded: Recorded; onUndo(): Promise<void> }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 60_000)
    return () => clearTimeout(timer)
  }, [recorded])
  if (recorded.undone)
    return <Notice kind="info" title="已撤销" live>{`“${recorded.serviceName}”不再计入。`}</Notice>
  if (!recorded.kept)
    return (
      <Notice kind="care" title={`手机存储满了，没有存下：${recorded.serviceName}`} live>
        联网前不要关闭这个页面，连上后会自动补登。也请清理手机空间。
      </Notice>
    )
  return (
    <Notice
      kind="good"
      title={recorded.scanId ? `已登记：${recorded.serviceName}` : `已存在手机上：${recorded.serviceName}`}
      live
    >
      {recorded.scanId ? '对方马上能在足迹里看到。' : '联网后自动补登，结果在今日记录里看。'}
      {recorded.scanId && !late && (
        <Button kind="secondary" icon="undo-2" label="撤销刚才的登记" onClick={onUndo}>
          撤销（一分钟内）
        </Button>
      )}
    </Notice>
  )
}
