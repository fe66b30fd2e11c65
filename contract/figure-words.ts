/**
 * The public figures that a city may put beside a part of its plan: what each is called, counted in, and what
 * exactly it counts. Free of the schema library, so that the phone may import it.
 */

/** How a figure is said: `7 天`; `fen` is money, said in yuan. */
export type FigureUnit = '人' | '人次' | '件' | '天' | '项' | '笔' | 'fen'
interface FigureWords {
  label: string
  unit: FigureUnit
  definition: string
}

/** Keys of `GET /city/figures` in words. */
export const figureWords = {
  registered: {
    label: '已登记',
    unit: '人',
    definition: '现在登记在册的人数。注销账号或撤回登记同意的，不再算。',
  },
  stayed: {
    label: '毕业生留下来',
    unit: '人',
    definition: '千名大学生留老城活动里算进来的人数，怎样才算，见活动页。',
  },
  coded: { label: '持码', unit: '人', definition: '手里有一张现在有效的人才码的人数。' },
  served: { label: '亮码享服务', unit: '人次', definition: '站点扫码登记的服务次数，当场撤销的不算。' },
  recognised: {
    label: '人才认定',
    unit: '人',
    definition: '人才认定申请已通过的人数，一个人只算一次。',
  },
  returned: { label: '归根', unit: '人', definition: '归根登记已落地的人数，一个人只算一次。' },
  housed: { label: '公寓资格', unit: '人', definition: '青年人才公寓资格已通过的人数，一个人只算一次。' },
  policies: { label: '生效的政策', unit: '项', definition: '政策库里今天生效的政策，含总政策。' },
  asked: {
    label: '存过测算答案',
    unit: '人',
    definition: '登录后在“我能享受什么”里答过题、答案现在还存着的人数；没登录就试的不算。',
  },
  underWay: { label: '正在办理', unit: '件', definition: '已提交、还没有办完的申请，包括等本人补正的。' },
  decided: {
    label: '已作决定',
    unit: '件',
    definition: '已经作出通过或不予通过决定的申请，一件申请只算一次。',
  },
  decisionDays: {
    label: '决定用时（中位数）',
    unit: '天',
    definition:
      '从提交到作出通过或不予通过决定的自然日数，最近 1,000 个决定的中位数：一半更快，一半更慢。补正、公示的时间也算在内。',
  },
  leadsAnswered: {
    label: '工作站已答复',
    unit: '件',
    definition: '工作站已经答复、答复时记下了是否按时的归根登记。',
  },
  leadsInTime: {
    label: '按时答复',
    unit: '件',
    definition: '其中在承诺的最后一个工作日结束前答复的。',
  },
  payments: { label: '已入账', unit: '笔', definition: '银行回复已入账的补贴笔数。' },
  paidFen: {
    label: '已入账金额',
    unit: 'fen',
    definition: '银行回复已入账的补贴金额，银行后来退回的已减去。',
  },
} as const satisfies Record<string, FigureWords>

/** One of the figures in {@link figureWords}. */
export type FigureKey = keyof typeof figureWords
/** All keys of {@link figureWords}. */
export const figureKeys = Object.keys(figureWords) as readonly FigureKey[]
