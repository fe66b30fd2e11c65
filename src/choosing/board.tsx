import { Button, ScrollView, View } from '@tarojs/components'
import type { Board, BoardFlat, BoardPart } from '@jucai/contract/choosing'
import { boardSigns } from '@jucai/contract/choosing-vocabulary'
import { spokenFlat } from './flat-words'

const partWords = ({ project, building, fromFloor, toFloor }: BoardPart, many: boolean): string =>
  `${many ? `${project} ` : ''}${building} ${fromFloor}–${toFloor} 层`

/** Which floors of which building are in sight, each with how many flats are free there. */
export function Parts({ board, onShow }: { board: Board; onShow(part: string): void }) {
  const many = new Set(board.parts.map(({ project }) => project)).size > 1
  return (
    <ScrollView scrollX className="choose-parts">
      <View className="choose-parts-row" aria-role="tablist" aria-label="楼栋和楼层">
        {board.parts.map((part) => (
          <Button
            key={part.part}
            className={part.part === board.part ? 'choose-part choose-part-on' : 'choose-part'}
            aria-role="tab"
            aria-selected={part.part === board.part}
            onClick={() => onShow(part.part)}
          >
            <View>{partWords(part, many)}</View>
            <View className="choose-part-free">{part.free === 0 ? '没有空的' : `空 ${part.free} 套`}</View>
          </Button>
        ))}
      </View>
    </ScrollView>
  )
}

interface FlatsProps {
  board: Board
  /** Code of the flat that the caller holds or chose. */
  mine: string | undefined
  /** Which flats are dimmed: not what the caller looks for, or not for them. */
  isDim(flat: BoardFlat): boolean
  onOpen(flat: BoardFlat): void
}

/** Flats by floor, the highest on top, as a building stands. */
export function Flats({ board, mine, isDim, onOpen }: FlatsProps) {
  const floors = [...new Set(board.flats.map(({ floor }) => floor))].sort((a, b) => b - a)
  return (
    <View>
      {floors.map((floor) => (
        <View key={floor} className="choose-floor">
          <View className="choose-floor-name">{`${floor} 层`}</View>
          <View className="choose-flats">
            {board.flats
              .filter((flat) => flat.floor === floor)
              .map((flat) => (
                <Flat
                  key={flat.code}
                  flat={flat}
                  spoken={spokenFlat(flat, board.types[flat.type], flat.code === mine)}
                  isMine={flat.code === mine}
                  isDim={isDim(flat)}
                  onOpen={onOpen}
                />
              ))}
          </View>
        </View>
      ))}
    </View>
  )
}

interface FlatProps {
  flat: BoardFlat
  spoken: string
  isMine: boolean
  isDim: boolean
  onOpen(flat: BoardFlat): void
}

function Flat({ flat, spoken, isMine, isDim, onOpen }: FlatProps) {
  const { state, number, kept } = flat
  const look = isMine ? 'mine' : isDim && state === 'free' ? 'dim' : state
  const note = isMine ? '我的' : boardSigns[state] || (kept === null ? '' : '留')
  // What is seen is said first, so that whoever speaks to the phone can say what they see.
  const label = note === '' ? spoken : spoken.replace(number, `${number} ${note}`)
  return (
    <Button className={`choose-flat choose-flat-${look}`} aria-label={label} onClick={() => onOpen(flat)}>
      {number}
      {note !== '' && <View className="choose-flat-note">{note}</View>}
    </Button>
  )
}
