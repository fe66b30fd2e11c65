import { countdownWords } from '@jucai/contract/choosing-vocabulary'
import { useState } from 'react'
import { View } from '@tarojs/components'
import type { PublicRound, RoundStanding } from '@jucai/contract/rounds'
import {
  momentWords,
  reservedWords,
  roundRuleLabels,
  roundRuleWords,
} from '@jucai/contract/rounds-vocabulary'
import { conditionWords } from '@jucai/contract/round-rules'
import { bitsOf } from '@jucai/contract/draw/sources'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Sheet } from '@/components/sheet'
import { exampleFor } from '../example'
import { keptByClass, paragraphs, sourceWords } from '../words'

/** How the order comes about, and whom flats are kept for, with an example for the reader. */
export function RulesOfRound({ round, mine }: { round: PublicRound; mine: RoundStanding | null }) {
  const [open, setOpen] = useState(false)
  const { rule, openingMinutes, reserved } = round
  const words = roundRuleWords(rule, openingMinutes)
  const kept = keptByClass(round).filter(({ flats }) => flats > 0)
  return (
    <Card title="顺序怎么来" aside={roundRuleLabels[rule]}>
      <View className="round-words">
        <View>{words.sentence}</View>
        <View className="round-example">{words.example}</View>
        {rule === 'points' && <Scoring round={round} />}
        {kept.length > 0 && (
          <>
            <View>{`${kept.map(({ title, flats }) => `留给${title} ${flats} 套`).join('，')}。${reservedWords(reserved).sentence}`}</View>
            <WorkedExample round={round} mine={mine} />
          </>
        )}
        <Button kind="secondary" icon="file-text" onClick={() => setOpen(true)}>
          看规则全文
        </Button>
      </View>
      {open && (
        <Sheet title="规则全文" tall onClose={() => setOpen(false)}>
          <View className="stack">
            {paragraphs(round.rules).map((text) => (
              <View key={text} className="round-text">
                {text}
              </View>
            ))}
          </View>
        </Sheet>
      )}
    </Card>
  )
}

function WorkedExample({ round, mine }: { round: PublicRound; mine: RoundStanding | null }) {
  const own = (mine?.classes ?? []).filter(({ outcome }) => outcome === 'yes')
  const kept = keptByClass(round)
  const {
    people,
    rank,
    mine: withClasses,
    without,
  } = exampleFor(
    { flats: round.flats, kept, classes: round.classes.map(({ code }) => code), reserved: round.reserved },
    own.map(({ code }) => code),
  )
  const titles = own.map(({ title }) => title).join('、')
  return (
    <View className="round-example">
      <View>{`按这一批算一遍：${round.flats} 套房，假如 ${people} 人申请，每类都占五分之一，你抽到第 ${rank}。`}</View>
      {without === null ? (
        <View>{`你不在保留的类别里：${withClasses}。`}</View>
      ) : (
        <>
          <View>{`你是${titles}：${withClasses}。`}</View>
          <View>{`要是不算这些类别：${without}。`}</View>
        </>
      )}
    </View>
  )
}

function Scoring({ round }: { round: PublicRound }) {
  return (
    <View aria-role="list">
      {round.scoring.map(({ code, title, points, clause, when }) => (
        <View key={code} className="round-class" aria-role="listitem">
          <View className="strong">{`${title} +${points} 分`}</View>
          <View className="tiny">{`${when.map(conditionWords).join('，')}（${clause}）`}</View>
        </View>
      ))}
    </View>
  )
}

/** What it costs not to choose, and how long one has. */
export function Refusing({ round }: { round: PublicRound }) {
  const { refusing, slotMinutes, longerSlotMinutes, holdSeconds, atOnce } = round
  return (
    <Card title="轮到你的时候">
      <View className="round-words">
        <View>{`一次请 ${atOnce} 个号选房，每个号有 ${slotMinutes} 分钟；需要长一点时间的，申请时勾选，有 ${longerSlotMinutes} 分钟。`}</View>
        <View>{`看中一套会替你留 ${countdownWords(holdSeconds * 1000)}，确认以后才算选定。`}</View>
        <View className="strong">不选会怎样</View>
        <View>{refusing}</View>
      </View>
    </Card>
  )
}

/** Which drawings are waited for, and why nobody can steer them. */
export function Sources({ round }: { round: PublicRound }) {
  return (
    <Card title="开奖来源">
      <View className="round-words">
        {round.sources.map((source) => (
          <View key={source.game} className="strong">
            {sourceWords(source)}
          </View>
        ))}
        <View>{`${momentWords(round.firstDrawingAt)} 起开奖。两家机构各自开奖，一共 ${bitsOf(round.sources)} 位，谁也定不了结果。期号公布在前，开奖在后。`}</View>
      </View>
    </Card>
  )
}
