import type { Board, BoardFlat } from '@jucai/contract/choosing'
import { boardStateLabels } from '@jucai/contract/choosing-vocabulary'
import { ChoiceField } from '../parts/field'

/** Which floors of which building are in sight. */
export function PartChoice({ board, onChange }: { board: Board; onChange(part: string): void }) {
  return (
    <div className="narrow">
      <ChoiceField
        label="楼栋和楼层"
        required
        value={board.part}
        options={board.parts.map(({ part, project, building, fromFloor, toFloor, free }) => ({
          value: part,
          label: `${project} ${building} ${fromFloor}–${toFloor} 层（空 ${free} 套）`,
        }))}
        onChange={onChange}
      />
    </div>
  )
}

interface FlatsProps {
  board: Board
  /** Codes of flats that may be taken. */
  takes: ReadonlySet<string>
  /** What the person holds on their phone. */
  held: string | undefined
  onOpen(flat: BoardFlat): void
}

/** Flats by floor, the highest on top, as a building stands. */
export function FlatsOfBoard({ board, takes, held, onOpen }: FlatsProps) {
  const floors = [...new Set(board.flats.map(({ floor }) => floor))].sort((a, b) => b - a)
  return (
    <div className="counter-board">
      {floors.map((floor) => (
        <div key={floor} className="counter-floor" role="group" aria-label={`${floor} 层`}>
          <div className="counter-floor-name">{`${floor} 层`}</div>
          <div className="counter-flats">
            {board.flats
              .filter((flat) => flat.floor === floor)
              .map((flat) => (
                <Flat
                  key={flat.code}
                  flat={flat}
                  typeName={board.types[flat.type]?.typeName ?? ''}
                  isFor={takes.has(flat.code)}
                  isHeld={flat.code === held}
                  onOpen={onOpen}
                />
              ))}
          </div>
        </div>
      ))}
    </div>
  )
}

interface FlatProps {
  flat: BoardFlat
  typeName: string
  isFor: boolean
  isHeld: boolean
  onOpen(flat: BoardFlat): void
}

function Flat({ flat, typeName, isFor, isHeld, onOpen }: FlatProps) {
  const { number, state, kept } = flat
  const word = isHeld ? '对方占着' : state !== 'free' ? boardStateLabels[state] : isFor ? '可选' : '不能选'
  return (
    <button
      type="button"
      className={`counter-flat ${isFor ? 'is-for' : ''}`.trim()}
      disabled={!isFor}
      onClick={() => onOpen(flat)}
    >
      <span className="counter-flat-number">{number}</span>
      <span className="small">{`${word}${kept === null ? '' : '，留'}`}</span>
      <span className="small">{typeName}</span>
    </button>
  )
}
