import { Button as TaroButton, View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { SheetField } from '@/components/sheet-field'
import { moved, sameWish, type Offer, type Wish } from './writing'

interface WishesProps {
  offers: readonly Offer[]
  value: readonly Wish[]
  error: string | undefined
  onChange(wishes: Wish[]): void
}
const mostWishes = 10

/**
 * What one would like best, in order; moved by two buttons, which every finger and every screen reader can use. Rows and
 * labels go by place, so that a move sends two texts to the view and nothing else.
 */
export function Wishes({ offers, value, error, onChange }: WishesProps) {
  const wordsOf = (wish: Wish) => offers.find((offer) => sameWish(offer, wish))?.words ?? ''
  const left = offers.filter((offer) => !value.some((wish) => sameWish(offer, wish)))
  return (
    <Card title="志愿，最想要的在最前" aside={`${value.length} 个`}>
      <View className="small">
        志愿不影响顺序，轮到你时先看这些房，别的也可以选。每个志愿前面有多少人，抽签后会告诉你。
      </View>
      <View aria-role="list">
        {value.map((wish, at) => (
          <View key={at} className="wish" aria-role="listitem">
            <View className="wish-turn">{String(at + 1)}</View>
            <View className="wish-main">{wordsOf(wish)}</View>
            <View className="wish-do">
              <Key
                icon="chevron-down"
                up
                label={`第 ${at + 1} 志愿上移`}
                disabled={at === 0}
                onClick={() => onChange(moved(value, at, -1))}
              />
              <Key
                icon="chevron-down"
                label={`第 ${at + 1} 志愿下移`}
                disabled={at === value.length - 1}
                onClick={() => onChange(moved(value, at, 1))}
              />
              <Key
                icon="x"
                label={`去掉第 ${at + 1} 志愿`}
                onClick={() => onChange(value.filter((one) => one !== wish))}
              />
            </View>
          </View>
        ))}
      </View>
      {left.length > 0 && value.length < mostWishes && (
        <SheetField label="加一个志愿" answer={undefined} placeholder="选小区和户型" error={error}>
          {(close) => (
            <View aria-role="list">
              {left.map((offer) => (
                <TaroButton
                  key={offer.words}
                  className="cell"
                  onClick={() => {
                    onChange([...value, { stationId: offer.stationId, typeId: offer.typeId }])
                    close()
                  }}
                >
                  <View className="cell-main">{offer.words}</View>
                  <Icon name="plus" className="cell-icon" />
                </TaroButton>
              ))}
            </View>
          )}
        </SheetField>
      )}
    </Card>
  )
}

interface KeyProps {
  icon: 'chevron-down' | 'x'
  up?: boolean
  label: string
  disabled?: boolean | undefined
  onClick(): void
}
function Key({ icon, up, label, disabled, onClick }: KeyProps) {
  return (
    <TaroButton
      className={up ? 'wish-key wish-up' : 'wish-key'}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </TaroButton>
  )
}
