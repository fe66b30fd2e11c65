import type { FlatPlan, PlanOpening, PlanRoom, RoomKind } from '@jucai/contract/flat-plan'

type Box = readonly [x: number, y: number, width: number, depth: number]
const room = (kind: RoomKind, name: string, [x, y, width, depth]: Box): PlanRoom => ({
  kind,
  name,
  x,
  y,
  width,
  depth,
})
/** A stretch of a wall that runs along x or y, from (x, y) on. */
const opening = (
  kind: PlanOpening['kind'],
  along: PlanOpening['along'],
  [x, y, length]: readonly [number, number, number],
): PlanOpening => ({ kind, along, x, y, length })

/** Plans of the sample's flat types by a name, in centimetres (示例). */
export const planOf = {
  studio: {
    rooms: [
      room('bath', '卫生间', [0, 0, 160, 210]),
      room('kitchen', '厨房', [160, 0, 200, 210]),
      room('bedroom', '卧室兼起居', [0, 210, 360, 380]),
      room('balcony', '阳台', [0, 590, 360, 120]),
    ],
    openings: [
      opening('entry', 'x', [250, 0, 90]),
      opening('door', 'y', [160, 110, 75]),
      opening('door', 'x', [200, 210, 85]),
      opening('door', 'x', [110, 590, 140]),
      opening('window', 'x', [40, 710, 280]),
    ],
  },
  accessible: {
    rooms: [
      room('bath', '无障碍卫生间', [0, 0, 220, 240]),
      room('kitchen', '厨房', [220, 0, 200, 240]),
      room('bedroom', '卧室兼起居', [0, 240, 420, 400]),
      room('balcony', '平层阳台', [0, 640, 420, 140]),
    ],
    openings: [
      opening('entry', 'x', [270, 0, 110]),
      opening('door', 'y', [220, 110, 100]),
      opening('door', 'x', [250, 240, 110]),
      opening('door', 'x', [130, 640, 160]),
      opening('window', 'x', [50, 780, 320]),
    ],
  },
  one: {
    rooms: [
      room('kitchen', '厨房', [0, 0, 200, 220]),
      room('hall', '玄关', [200, 0, 140, 220]),
      room('bath', '卫生间', [340, 0, 180, 220]),
      room('living', '起居室', [0, 220, 260, 390]),
      room('bedroom', '卧室', [260, 220, 260, 390]),
      room('balcony', '阳台', [0, 610, 260, 130]),
    ],
    openings: [
      opening('entry', 'x', [225, 0, 90]),
      opening('door', 'y', [200, 70, 75]),
      opening('door', 'y', [340, 110, 75]),
      opening('door', 'x', [205, 220, 50]),
      opening('door', 'y', [260, 240, 85]),
      opening('door', 'x', [70, 610, 130]),
      opening('window', 'x', [30, 740, 200]),
      opening('window', 'x', [300, 610, 180]),
    ],
  },
  study: {
    rooms: [
      room('study', '书房', [0, 0, 220, 240]),
      room('hall', '玄关', [220, 0, 130, 240]),
      room('kitchen', '厨房', [350, 0, 190, 240]),
      room('living', '起居室', [0, 240, 350, 360]),
      room('bath', '卫生间', [350, 240, 190, 200]),
      room('bedroom', '卧室', [0, 600, 350, 330]),
      room('balcony', '阳台', [350, 440, 190, 160]),
    ],
    openings: [
      opening('entry', 'x', [240, 0, 90]),
      opening('door', 'y', [220, 130, 80]),
      opening('door', 'y', [350, 90, 75]),
      opening('door', 'x', [250, 240, 80]),
      opening('door', 'y', [350, 300, 75]),
      opening('door', 'y', [350, 480, 80]),
      opening('door', 'x', [60, 600, 85]),
      opening('window', 'x', [60, 930, 220]),
      opening('window', 'y', [540, 470, 100]),
      opening('window', 'y', [0, 60, 120]),
    ],
  },
  two: {
    rooms: [
      room('bedroom', '次卧', [0, 0, 290, 320]),
      room('hall', '玄关', [290, 0, 140, 320]),
      room('kitchen', '厨房', [430, 0, 190, 320]),
      room('living', '起居室', [0, 320, 330, 420]),
      room('bath', '卫生间', [330, 320, 290, 150]),
      room('bedroom', '主卧', [330, 470, 290, 400]),
      room('balcony', '阳台', [0, 740, 330, 130]),
    ],
    openings: [
      opening('entry', 'x', [315, 0, 90]),
      opening('door', 'y', [290, 200, 85]),
      opening('door', 'y', [430, 120, 75]),
      opening('door', 'x', [293, 320, 37]),
      opening('door', 'y', [330, 355, 75]),
      opening('door', 'y', [330, 500, 85]),
      opening('door', 'x', [90, 740, 150]),
      opening('window', 'x', [50, 870, 230]),
      opening('window', 'x', [390, 870, 170]),
      opening('window', 'y', [0, 80, 150]),
    ],
  },
  three: {
    rooms: [
      room('bedroom', '次卧', [0, 0, 280, 310]),
      room('bedroom', '儿童房', [280, 0, 240, 310]),
      room('hall', '玄关', [520, 0, 140, 310]),
      room('kitchen', '厨房', [660, 0, 190, 310]),
      room('living', '起居室', [0, 310, 400, 450]),
      room('bath', '卫生间', [400, 310, 200, 190]),
      room('bath', '主卫', [600, 310, 250, 190]),
      room('bedroom', '主卧', [400, 500, 450, 390]),
      room('balcony', '阳台', [0, 760, 400, 130]),
    ],
    openings: [
      opening('entry', 'x', [545, 0, 90]),
      opening('door', 'x', [180, 310, 85]),
      opening('door', 'x', [300, 310, 85]),
      opening('door', 'y', [660, 120, 75]),
      opening('door', 'y', [400, 340, 75]),
      opening('door', 'y', [400, 540, 85]),
      opening('door', 'x', [680, 500, 75]),
      opening('door', 'x', [110, 760, 170]),
      opening('window', 'x', [60, 890, 280]),
      opening('window', 'x', [510, 890, 230]),
      opening('window', 'x', [60, 0, 150]),
      opening('window', 'x', [320, 0, 130]),
    ],
  },
} satisfies Record<string, FlatPlan>
