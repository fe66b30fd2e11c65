import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { games } from '@jucai/contract/draw/sources'
import type { PublicRound } from '@jucai/contract/rounds'
import { momentWords, roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Notice } from '@/components/notice'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { toast } from '@/components/toast'
import { saveText } from '@/save-text'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { CommitmentCard, copy } from '../commitment-card'
import { inGroups, poolsWithHomes, sourceWords } from '../words'
import { openChecker } from './files'
import { WholeCheck } from './whole-check'
import '../rounds.scss'

/** The public record of one round, for everybody, with what it takes to check it. */
export default function RecordPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const loaded = useLoaded(() => call('GET /rounds/:round', { params: { round: id } }))
  const log = usePaged((from) => call('GET /rounds/:round/log', { params: { round: id }, query: from }))
  useRefresh(() => Promise.all([loaded.reload(), log.reload()]))
  return (
    <Page title="公开记录" up="/rounds/records/index">
      <View className="stack">
        <Loaded of={loaded} skeleton={<Skeleton shape="text" count={5} />}>
          {(round) => (
            <>
              <StaleNotice error={loaded.error} />
              <Head round={round} />
              {round.commitment && <CommitmentCard code={round.code} commitment={round.commitment} />}
              {round.drawn && <Drawn round={round} />}
              {round.commitment && <WholeCheck round={round} />}
              {round.commitment && <Files round={round} />}
              <StepsTaken round={round} />
            </>
          )}
        </Loaded>
        <View className="h3" aria-role="heading" aria-level={2}>
          抽签以后
        </View>
        <PagedList
          of={log}
          empty={
            <Card>
              <Empty
                icon="file-text"
                title="还没有记录"
                text="谁选了哪套、谁退出或跳过、为什么，都会写在这里，只写号，不写人。"
              />
            </Card>
          }
        >
          {(lines) => (
            <View className="card card-flush">
              <Rows items={lines} keyOf={({ at, ticket, act }) => `${at} ${ticket} ${act}`}>
                {({ at, words }) => <Cell title={words} note={momentWords(at)} />}
              </Rows>
            </View>
          )}
        </PagedList>
      </View>
    </Page>
  )
}

function Head({ round }: { round: PublicRound }) {
  return (
    <Card title={round.title}>
      <View className="round-words">
        <View>{`${roundStateLabels[round.state]}。代码 ${round.code}，${round.flats} 套房${round.tickets === null ? '' : `，${round.tickets} 个号`}。`}</View>
        {poolsWithHomes(round).map(({ code, title, flats }) => (
          <View key={code} className="small">{`“${title}”一组 ${flats} 套，记录里写作 ${code}`}</View>
        ))}
        {round.waits !== null && (
          <Notice kind="care" title="选房先不开始">
            {round.waits}
          </Notice>
        )}
        {round.sources.map((source) => (
          <View key={source.game} className="small">{`开奖来源：${sourceWords(source)}`}</View>
        ))}
      </View>
    </Card>
  )
}

function Drawn({ round }: { round: PublicRound }) {
  return (
    <Card title="用了哪些开奖号码">
      {(round.drawn ?? []).map(({ game, issue, numbers, address, pageHash }) => (
        <View key={game} className="round-class">
          <View className="strong">{`${games[game].label}第 ${issue} 期`}</View>
          <View className="round-hash">
            <Text>{numbers.join(' ')}</Text>
          </View>
          <Button
            kind="quiet"
            label={`复制公告网址，自己对照：${games[game].label}`}
            onClick={() => copy(address)}
          >
            复制公告网址，自己对照
          </Button>
          {pageHash && (
            <>
              <View className="tiny">
                人才办存下的公告文件的指纹（SHA-256）。公告改了或没了，可以请人才办出示文件，指纹对得上就是当时的。
              </View>
              <View className="round-hash">
                <Text>{inGroups(pageHash)}</Text>
              </View>
            </>
          )}
        </View>
      ))}
    </Card>
  )
}

function Files({ round }: { round: PublicRound }) {
  const [busy, setBusy] = useState(false)
  const give = (load: () => Promise<[text: string, name: string, type: string]>) => () => {
    if (busy) return
    setBusy(true)
    load()
      .then(([text, name, type]) => saveText(text, name, type))
      .then((told) => toast(told))
      .catch((error: unknown) => toast(wordsOf(error), 'circle-alert'))
      .finally(() => setBusy(false))
  }
  const params = { round: round.id }
  return (
    <CellGroup title="自己核对">
      <Cell
        icon="file-text"
        title="下载 draw.json"
        note="全部名单、号码和顺序，没有名字"
        onClick={give(async () => {
          const { record } = await call('GET /rounds/:round/record', { params })
          return [record, `draw-${round.code}.json`, 'application/json']
        })}
      />
      <Cell
        icon="file-text"
        title="下载 CSV"
        note="用表格软件打开"
        onClick={give(async () => {
          const { text, fileName } = await call('GET /rounds/:round/record-csv', { params })
          return [text, fileName, 'text/csv']
        })}
      />
      <Cell
        icon="shield-check"
        title="核对器"
        note="一个网页，不联网，可以存下来；打开后选 draw.json"
        onClick={() => void openChecker()}
      />
      <Signature round={round} />
    </CellGroup>
  )
}

/** The signature of the record with the city’s key, for who wants to hold it against the file. */
function Signature({ round }: { round: PublicRound }) {
  const load = async () => {
    const [{ signature, keyId, sha256 }, { keys }] = await Promise.all([
      call('GET /rounds/:round/record', { params: { round: round.id } }),
      call('GET /verifier-bundle'),
    ])
    const key = keys.find(({ id }) => id === keyId)?.publicKey ?? ''
    await copy(`公钥：${key}\n签名：${signature}\ndraw.json 的 SHA-256：${sha256}`)
  }
  return (
    <Cell
      icon="key-round"
      title="复制公钥和签名"
      note="填进核对器，确认文件是这座城市给的"
      onClick={() => void load().catch((error: unknown) => toast(wordsOf(error), 'circle-alert'))}
    />
  )
}

function StepsTaken({ round }: { round: PublicRound }) {
  return (
    <Card title="每一步">
      {round.steps.map(({ at, text }, nth) => (
        <View key={`${nth} ${at}`} className="round-class">
          <View className="small">{text}</View>
          <View className="tiny">{momentWords(at)}</View>
        </View>
      ))}
    </Card>
  )
}
