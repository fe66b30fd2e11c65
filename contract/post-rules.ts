// What a post may not say, as data: conditions that the law forbids, and pay that is no real range. Pure; the
// phone warns by the same rules by which the server refuses.
import { plainReading } from './plain-reading'
import {
  closingWords,
  payUnitLabels,
  payUnitsOf,
  postKindLabels,
  postLimits,
  type PayUnit,
  type PostKind,
} from './post-vocabulary'

/** Kinds of unlawful conditions. */
export const unlawfulKinds = [
  'sex',
  'age',
  'marriage',
  'home',
  'nation',
  'religion',
  'infection',
  'disability',
  'fee',
] as const
/** One of {@link unlawfulKinds}. */
export type UnlawfulKind = (typeof unlawfulKinds)[number]

interface UnlawfulRule {
  /** What it is, as a noun. */
  label: string
  /** The articles that forbid it. */
  law: string
  /** What to do instead. */
  fix: string
}
/**
 * Kinds with their law: 就业促进法 (2015 修正) art. 3, 26–31; 妇女权益保障法 (2022 修订) art. 43; 残疾人保障法
 * art. 38; 劳动合同法 art. 9; 人力资源市场暂行条例 art. 24; 就业服务与就业管理规定 art. 14, 19, 20;
 * 网络招聘服务管理规定 art. 15.
 */
export const unlawfulRules: Readonly<Record<UnlawfulKind, UnlawfulRule>> = {
  sex: {
    label: '性别条件',
    law: '《就业促进法》第二十七条、《妇女权益保障法》第四十三条',
    fix: '请删去性别条件',
  },
  age: {
    label: '年龄条件',
    law: '《就业促进法》第二十六条、《就业服务与就业管理规定》第二十条',
    fix: '请删去年龄条件，用经验年限和技能说明要求',
  },
  marriage: {
    label: '婚育条件',
    law: '《妇女权益保障法》第四十三条、《就业促进法》第二十七条',
    fix: '请删去婚姻和生育条件',
  },
  home: {
    label: '户籍或地域条件',
    law: '《就业促进法》第二十六条、第三十一条，《网络招聘服务管理规定》第十五条',
    fix: '请删去户籍和地域条件；需要常驻的，写明工作地点',
  },
  nation: {
    label: '民族条件',
    law: '《就业促进法》第三条、第二十八条，《人力资源市场暂行条例》第二十四条',
    fix: '请删去民族条件',
  },
  religion: {
    label: '宗教信仰条件',
    law: '《就业促进法》第三条、《人力资源市场暂行条例》第二十四条',
    fix: '请删去宗教信仰条件',
  },
  infection: {
    label: '乙肝等病原携带条件',
    law: '《就业促进法》第三十条、《就业服务与就业管理规定》第十九条',
    fix: '请删去；依法需要健康证明的工作，写“持健康证上岗”',
  },
  disability: {
    label: '排斥残疾人的条件',
    law: '《就业促进法》第二十九条、《残疾人保障法》第三十八条',
    fix: '请写工作本身需要做什么，不写身体条件',
  },
  fee: {
    label: '收取财物或扣押证件',
    law: '《劳动合同法》第九条、《就业服务与就业管理规定》第十四条',
    fix: '请删去；招用时不得收费、要担保或扣押证件',
  },
}

// “男” or “女” of people, not of goods and places: 男装, 女鞋, 男科, 女性健康.
const goods =
  '装|鞋|包|童|科|篮|足球|排球|足|排|频|款|裤|袜|表|帽|衫|裙|士香|用品|护肤|内衣|服|向|健康|医学|心理|疾病|肿瘤|病房|宿舍|更衣|浴|厕|卫|监|子|主角|主持|声|嘉宾|歌手|演员|模特|权|法|联|工委|职工|方|婴|宝|孩服|客户|用户|顾客|消费|市场|群体|读者|患者|学员|会员|学生'
const sexed = `(?:[男女](?:性|生|士|员工|同志|青年)(?!${goods})|[男女](?!性|生|士|员工|同志|青年|${goods}|孩|友|朋友|儿))`
const nations =
  '汉|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|畲|羌|维吾尔|蒙古|朝鲜|土家|哈萨克|布依|哈尼|傈僳|东乡|仡佬|纳西|锡伯'
const places =
  '河南|河北|山东|山西|陕西|甘肃|青海|四川|云南|贵州|湖南|湖北|广东|广西|海南|福建|江西|浙江|江苏|安徽|辽宁|吉林|黑龙江|东北|西北|内蒙古?|宁夏|新疆|西藏|北京|天津|上海|重庆|外地|外省|外市|农村'
const refuse = '(?:不招|不要|不收|不录用?|不考虑|不接受|谢绝|拒绝|禁止|勿招|除外)'
const ask = '(?:仅限|只限|限|只招|只要|只收|仅招|须为|须是|必须为|必须是|必须有|须有|要求|需要|需|须|必须)'
const unwelcome = '(?:勿扰|勿投|免投|免谈|除外|不招|不要|不予|谢绝|不录|莫扰)'
const better = '(?:优先|为佳|佳|为主|为宜|优先考虑)'
const most =
  '(?:不超过|不能超过|不得超过|不要超过|不可超过|别超过|不大于|不能大于|不得大于|不高于|不得高于|小于|低于|未满|大于|不满|[≤<＜]=?)'
const served =
  '(?!儿童|青少年|少年|学生|少儿|孩|学员|老人|老年|患者|用户|宝宝|小朋友|人群|客群|客户|的?(?:儿童|青少年|学生|孩子|患者|用户|人群|幼儿))'

// What looks like a condition and is none, or says that there is none.
const harmless = [
  /(?:性别|男女|年龄|岁数|户籍|户口|籍贯|民族|婚育|婚否|宗教信仰|地域)(?:情况|状况)?(?:均|都|皆)?(?:不限|均可|皆可|都可以?|不作要求|不做要求|无要求)/g,
  /(?:不限|不分|不看|不问|不论|无论)(?:男女|性别|年龄|户籍|户口|籍贯|民族|婚育|婚否|宗教信仰|地域)(?:[、，和与及](?:男女|性别|年龄|户籍|户口|籍贯|民族|婚育|婚否|宗教信仰|地域))*/g,
  /(?:不|无需|没有)要求(?:性别|年龄|户籍|户口|籍贯|民族|婚育)/g,
  /(?:不|无需|不得|不会|从不|禁止)(?:要求)?(?:检测|检查|查验?|收取?|缴纳?|交)(?:任何)?(?:乙肝(?:两对半|项目)?|押金|保证金|服装费|培训费|报名费|费用)/g,
  /(?:无|免)(?:需)?(?:押金|服装费|培训费|报名费)/g,
  /(?:需|须)?(?:年)?满\s?1[68]\s?周?岁(?:及以上|以上)?/g,
  /1[68]\s?周?岁(?:及)?以上/g,
] as const

const patterns: readonly (readonly [UnlawfulKind, readonly string[]])[] = [
  [
    'sex',
    [
      `(?:仅限|只限|限|只招|只要|只收|仅招|诚招|急招|招聘|招收|招|要求|需要|须为|必须为|必须是)${sexed}`,
      `性别(?:要求)?[:： 为]{0,2}(?:男|女)`,
      `${sexed}(?:者)?${better}`,
      `${sexed}(?:限定|勿扰|勿投|免投)`,
      `${refuse}${sexed}`,
      `适合${sexed}`,
      `[男女](?:性|生|士)?\\s?\\d+\\s?[名人]`,
      '(?:male|man|men|gentlem[ae]n|lad(?:y|ie)|girl|boy)s?only',
      'only(?:for)?(?:fe)?(?:male|man|men|lad(?:y|ie)|girl|boy)s?(?![a-z]*wear)',
      '(?:male|men|women|female)s?(?:candidates?)?(?:arealso)?(?:is|are)?preferred',
    ],
  ],
  [
    'age',
    [
      `\\d{2}\\s?(?:周?岁)?\\s?(?:-|—|–|~|～|至|到)\\s?\\d{2}\\s?周?岁(?:之间|以内|左右)?${served}`,
      `年龄[^，。；;、\\n不]{0,6}\\d{2}`,
      `年龄[^，。；;、\\n]{0,4}${most}\\d{2}`,
      `\\d{2}\\s?周?岁\\s?(?:及)?(?:以下|以内|之内|内|之前|以上|封顶|为限)${served}`,
      `${most}\\s?\\d{2}\\s?周?岁${served}`,
      `(?:超过|满|过|大于)?\\d{2}周?岁(?:及以上|以上|的|者)?${unwelcome}`,
      `[6-9][05]后${better}|0[05]后${better}|(?:仅限|只招|限)(?:[6-9][05]|0[05])后`,
      '(?:under|below|notover|upto|over|above)(?:age|theageof)?\\d{2}years?old',
      'aged?(?:of)?(?:under|below|between|from|limit|notover|upto)[:：]?\\d{2}',
      `(?:年轻|年青)(?:人|者|人士)?${better}`,
    ],
  ],
  [
    'marriage',
    [
      '未婚未育',
      '已婚已育',
      `(?:未婚|已婚|离异|单身|未育|已育)(?:者|人士|女性|男性)?(?:${better}|即可|勿扰|免投)`,
      `${ask}(?:未婚|已婚|离异|单身|未育|已育)(?!公寓|宿舍|职工宿舍)`,
      `${refuse}(?:未婚|已婚|离异|单身|未育|已育|孕妇|怀孕)`,
      '(?:无|没有|暂无)(?:结婚|生育|怀孕|二胎|要孩子)(?:计划|打算)',
      '[一二两三五1235]年内(?:不|无|没有|不得|不能|不考虑)(?:结婚|生育|怀孕|生孩子|要孩子|婚育)',
      '(?:不得|不能|不许|禁止)(?:结婚|生育|怀孕)',
      '(?:入职|体检|面试|录用)[^，。；\\n]{0,8}(?:孕检|妊娠测试|妊娠检测|验孕|怀孕检测)',
    ],
  ],
  [
    'home',
    [
      `${ask}[^，。；、\\n熟办协了解负]{0,6}(?:户籍|户口|籍贯)(?!管理|业务|系统|政策|制度|档案|民警|窗口|登记|改革|迁)`,
      `${ask}(?:具有|持有)?(?:本地|本市|本省|当地)(?:人(?!才|员|力|工|民|群|口|气)|户籍|户口)`,
      `(?:本地|本市|本省|当地|${places})(?:人(?!才|员|力|工|民|群|口|气)|籍|户籍|户口)(?:者)?${better}`,
      `(?:户籍|户口|籍贯)[^，。；、\\n]{0,3}(?:优先|限定|限制)`,
      `${refuse}(?:${places})(?:人(?!才|员|力|工|民|群|口|气)|籍|户口|户籍)`,
      `(?:${places})(?:人|籍|户口|户籍)${unwelcome}`,
    ],
  ],
  [
    'nation',
    [
      `${ask}(?:${nations})族`,
      `${refuse}(?:少数民族|(?:${nations})族)`,
      `(?:少数民族|(?:${nations})族)(?:者)?${unwelcome}`,
      `汉族(?:者)?${better}`,
      '民族[:：]\\s?汉',
    ],
  ],
  [
    'religion',
    [
      '(?:无|没有|不得有|不能有|须无)(?:任何)?宗教信仰(?!自由)',
      `${refuse}(?:有)?(?:宗教信仰|信教|信佛|基督徒|穆斯林)`,
      `(?:信仰?)?(?:佛教|基督教|伊斯兰教|天主教|道教|宗教)(?:徒|信仰)?者?(?:${better}|${unwelcome})`,
      `${ask}(?:信仰?)(?:佛教|基督教|伊斯兰教|天主教|道教)`,
    ],
  ],
  [
    'infection',
    [
      '(?:无|非|不得有|不得是|不得为|没有|排除)(?:患有?)?(?:乙肝|大三阳|小三阳)(?!疫苗)',
      `${refuse}(?:乙肝|大三阳|小三阳|艾滋|病毒携带|传染病)`,
      `(?:乙肝|大三阳|小三阳|病毒携带者|传染病病原携带者)(?:患者|携带者)?${unwelcome}`,
      '(?:入职|体检|面试|录用)[^，。；\\n]{0,8}(?:乙肝|两对半|大三阳|小三阳)(?!疫苗)',
      '(?:乙肝|两对半)(?:检测|检查|化验)?(?:合格|阴性|正常)',
    ],
  ],
  [
    'disability',
    [
      `${refuse}残疾`,
      `残疾(?:人|者)?${unwelcome}`,
      '(?:身体)?(?:无|非)(?:任何)?残疾(?!人?(?:证|保障金))',
      '四肢健全|肢体健全|身体无缺陷',
    ],
  ],
  [
    'fee',
    [
      '(?:需|须|先|应|入职)?(?:交纳?|缴纳?|预交|自付)[^，。；\\n租客商会投招标户]{0,6}(?:押金|保证金|服装费|培训费|报名费|建档费)',
      '收取[^，。；\\n租客商会投招标户]{0,6}(?:服装费|培训费|报名费|建档费|入职押金)',
      '(?:扣押?|押|抵押)(?:身份证|毕业证|学位证|证件)',
    ],
  ],
]
const compiled = patterns.map(
  ([kind, sources]) => [kind, sources.map((one) => new RegExp(one, 'gi'))] as const,
)

/** An unlawful condition that was found in a text. */
export interface Unlawful {
  kind: UnlawfulKind
  /** The words themselves. */
  words: string
}

/** The text as it is read, what is harmless out of the way. */
const readable = (text: string): string =>
  harmless.reduce((said, pattern) => said.replace(pattern, '〇'), plainReading(text))

/** Unlawful conditions in a text, each kind once, in the order of {@link unlawfulKinds}. */
export const unlawfulIn = (text: string): Unlawful[] => {
  const said = readable(text)
  return compiled.flatMap(([kind, expressions]) => {
    for (const expression of expressions) {
      const [words] = said.match(expression) ?? []
      if (words) return [{ kind, words }]
    }
    return []
  })
}

/** What is wrong with a field of a post. */
export interface PostFault {
  /** JSON Pointer into what was sent. */
  pointer: string
  detail: string
}
/** The texts of a post in which conditions could stand. */
export const checkedTexts = ['title', 'duties', 'wants', 'place', 'transport'] as const
/** One of {@link checkedTexts}. */
export type CheckedText = (typeof checkedTexts)[number]
/** Texts in Chinese. */
export const checkedTextLabels: Readonly<Record<CheckedText, string>> = {
  title: '岗位名称',
  duties: '工作内容',
  wants: '其他要求',
  place: '工作地点',
  transport: '交通',
}

/** An unlawful condition as a sentence: the words, the law, what to do. */
export const unlawfulWords = ({ kind, words }: Unlawful): string => {
  const { label, law, fix } = unlawfulRules[kind]
  return `“${words}”是${label}，${law}不允许。${fix}。`
}

/** Unlawful conditions of a post, by field. */
export const textFaults = (texts: Partial<Readonly<Record<CheckedText, string>>>): PostFault[] =>
  checkedTexts.flatMap((field) => {
    const found = unlawfulIn(texts[field] ?? '')
    return found.length === 0 ? [] : [{ pointer: `/${field}`, detail: found.map(unlawfulWords).join('') }]
  })

/** One end of a pay range. */
export interface PayEnd {
  fen: number
  unit: PayUnit
}
/** The least that is a real amount in each unit, and the most, in fen. */
const payBounds: Readonly<Record<PayUnit, readonly [least: number, most: number]>> = {
  month: [100_000, 100_000_000],
  day: [5_000, 10_000_000],
  task: [10_000, 10_000_000_000],
}
const yuan = (fen: number): string => `${fen / 100} 元`

/** What is wrong with a pay range: upside down, in different units, too wide to tell anything, no real amount. */
export const payFaults = (low: PayEnd, high: PayEnd): PostFault[] => {
  if (low.unit !== high.unit)
    return [
      {
        pointer: '/payHigh/unit',
        detail: `最低写的是每${payUnitLabels[low.unit]}，最高写的是每${payUnitLabels[high.unit]}，请用同一个单位`,
      },
    ]
  const [least, most] = payBounds[low.unit]
  if (low.fen < least)
    return [
      {
        pointer: '/payLow/fen',
        detail: `每${payUnitLabels[low.unit]}不到 ${yuan(least)}，请检查是不是少写了`,
      },
    ]
  if (high.fen > most)
    return [
      {
        pointer: '/payHigh/fen',
        detail: `每${payUnitLabels[low.unit]}超过 ${yuan(most)}，请检查是不是多写了`,
      },
    ]
  if (low.fen > high.fen) return [{ pointer: '/payHigh/fen', detail: '最高低于最低，请把两个数调换过来' }]
  if (high.fen > low.fen * postLimits.payTimes)
    return [
      {
        pointer: '/payHigh/fen',
        detail: `最高是最低的 ${postLimits.payTimes} 倍以上，求职者看不出能拿多少，请写得更接近`,
      },
    ]
  return []
}

/** What is wrong with the unit of a pay: a whole week is not paid by the task, and a task not by the month. */
export const unitFaults = (kind: PostKind, { unit }: Pick<PayEnd, 'unit'>): PostFault[] =>
  payUnitsOf[kind].includes(unit)
    ? []
    : [
        {
          pointer: '/payLow/unit',
          detail: `${postKindLabels[kind]}岗位的报酬按${payUnitsOf[kind].map((one) => `每${payUnitLabels[one]}`).join('或')}写，不能按每${payUnitLabels[unit]}写`,
        },
      ]

/** Days a month that are paid, by which a month's wage is a day's: 劳社部发〔2008〕3 号 art. 2. */
const paidDays = 21.75
/**
 * What is wrong with the pay of a full-time post against the minimum wage of the city on that day, in fen a month; of a
 * day's pay, by the paid days of a month. Source: 《最低工资规定》（劳动和社会保障部令第 21 号） art. 3, 12.
 */
export const minimumPayFaults = (
  { kind, payLow }: { kind: PostKind; payLow: PayEnd },
  minimumFenPerMonth: number | null,
): PostFault[] => {
  if (kind !== 'full-time' || minimumFenPerMonth === null || payLow.unit === 'task') return []
  const isByDay = payLow.unit === 'day'
  const least = isByDay ? Math.ceil(minimumFenPerMonth / paidDays) : minimumFenPerMonth
  if (payLow.fen >= least) return []
  const monthly = `现在的最低工资标准每月 ${yuan(minimumFenPerMonth)}`
  return [
    {
      pointer: '/payLow/fen',
      detail: `低于${isByDay ? `${monthly}，按每月计薪 ${paidDays} 天折合每天 ${yuan(least)}` : monthly}（《最低工资规定》第十二条），请写到这个数以上`,
    },
  ]
}

/** When a post would close, and what the calendar says of the time until then. */
export interface ClosingTime {
  now: Date
  closesAt: Date
  /** Working days left until it closes, today included while the office is open. */
  workingDays: number
}
/** What is wrong with a closing time. */
export const closingFaults = ({ now, closesAt, workingDays }: ClosingTime): PostFault[] => {
  const fault = (detail: string): PostFault[] => [{ pointer: '/closesAt', detail }]
  if (closesAt <= now) return fault(`${closingWords(closesAt)}已经过去，请选以后的时间`)
  if (closesAt.getTime() - now.getTime() > postLimits.mostOpenDays * 86_400_000)
    return fault(`最长 ${postLimits.mostOpenDays} 天，到期前可以延长`)
  if (workingDays < 1)
    return fault(`从现在到${closingWords(closesAt)}没有一个工作日，没人能处理投递，请往后选`)
  return []
}
