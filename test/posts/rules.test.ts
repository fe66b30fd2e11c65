import { unlawfulIn, unlawfulRules, type UnlawfulKind } from '@jucai/contract/post-rules'

const refusedTexts: Readonly<Record<UnlawfulKind, readonly string[]>> = {
  sex: [
    '限男性',
    '只招女生，有经验者优先',
    '男士优先',
    '女性优先考虑',
    '性别：男',
    '招聘男销售',
    '招女文员2名',
    '男5名，女3名',
    '谢绝女性',
    '适合女生的轻松工作',
    '性别要求女',
  ],
  age: [
    '年龄18-35岁',
    '35岁以下',
    '要求年龄在45岁以内',
    '不超过 40 周岁',
    '25至40岁之间',
    '90后优先',
    '年轻人优先',
    '２５－３５岁',
  ],
  marriage: [
    '未婚未育',
    '已婚已育优先',
    '两年内不得怀孕',
    '入职体检须做孕检',
    '要求未婚',
    '无生育计划',
    '单身优先',
  ],
  home: [
    '仅限本市户籍',
    '本地人优先',
    '不招河南人',
    '东北人勿扰',
    '需本地户口',
    '湖南籍优先',
    '户籍优先本市',
    '只要本地人',
  ],
  nation: ['限汉族', '不招少数民族', '民族：汉', '回族勿扰'],
  religion: ['无宗教信仰', '信佛教者优先', '不接受有宗教信仰'],
  infection: ['无乙肝', '体检须查乙肝两对半', '乙肝携带者勿投', '两对半正常'],
  disability: ['不招残疾人', '残疾人勿扰', '身体无残疾', '四肢健全'],
  fee: ['入职须交服装费500元', '缴纳押金', '扣押身份证'],
}
const ordinary = [
  '男装设计师',
  '女鞋开版师',
  '女性健康研究员',
  '招聘女装设计师',
  '男科医生',
  '35kV 变电站运维',
  '10kV-35kV配电',
  '年龄不限',
  '男女不限',
  '性别不限，年龄不限',
  '不限户籍',
  '户籍不限',
  '不要求户口',
  '户籍管理系统开发',
  '需熟悉户籍管理业务',
  '协助办理落户和户口迁移',
  '单身公寓，包住',
  '提供单身宿舍',
  '婚恋产品经理',
  '婚纱摄影师',
  '妇产科护士',
  '育婴师',
  '享受婚假、产假、生育保险',
  '民族舞编导',
  '少数民族优先',
  '尊重宗教信仰',
  '宗教文物修复',
  '乙肝疫苗研发',
  '乙肝抗病毒药物临床研究',
  '残疾人优先',
  '残疾人康复训练师',
  '有残疾证者优先录用',
  '负责收取租户押金',
  '不收押金和服装费',
  '年满18周岁',
  '需年满 18 周岁以上',
  '面向3-6岁儿童的教师',
  '服务10-15岁青少年',
  '设备使用20年以上',
  '5年以上经验',
  '18-25K·14薪',
  '不查乙肝',
  '提供年轻化的团队氛围',
  '女足教练',
  '男篮助教',
  '女性用品销售',
  '男士护肤品研发',
  '负责女生宿舍管理',
  '女职工权益保护',
  '老年人照护 60岁以上老人',
  '孕检中心护士',
  '妊娠期药物研究',
  '河南人民医院护士',
  '招聘本地人才',
  '外地人员安置',
  '要求 35 mm 相机拍摄',
  '80后回忆录编辑',
  '年处理能力30-50万吨',
  '熟悉湖南人文历史',
  '汉族服饰研究',
  '保证金管理岗',
  '投标保证金缴纳',
  '处理押金退还',
  '女性向游戏策划',
  '电压 220-380V',
  '限额以上企业',
  '需要女包设计经验',
  '工作满30年可退休返聘',
  '女生体育老师',
  '招聘女子监狱民警',
]

describe('unlawful conditions', () => {
  const cases = Object.entries(refusedTexts).flatMap(([kind, texts]) =>
    texts.map((text) => [kind, text] as const),
  )
  it.each(cases)('%s: %s', (kind, text) => {
    const found = unlawfulIn(text)
    expect(found.map((one) => one.kind)).toEqual([kind])
    expect(text.replace(/[\s０-９－]/g, '')).toContain(found[0]?.words.replace(/\d|-/g, '').slice(0, 1))
  })

  it.each(ordinary)('leaves alone: %s', (text) => {
    expect(unlawfulIn(text)).toEqual([])
  })

  it('names the law and the article for every kind', () => {
    for (const { law, fix } of Object.values(unlawfulRules)) {
      expect(law).toMatch(/《.+》第.+条/)
      expect(fix).not.toBe('')
    }
  })
})

/** What reads the same is the same, with whatever it is written. */
const disguised: readonly (readonly [UnlawfulKind, string])[] = [
  ['sex', '限\u200d男性'],
  ['sex', '限\u2060男\u2060性'],
  ['sex', '限\u00ad男\ufe0f性'],
  ['sex', '限·男·性'],
  ['sex', '限*男*性'],
  ['sex', '限“男性”'],
  ['sex', '限（男性）'],
  ['sex', '限\u2f25性'],
  ['sex', '限㊚性'],
  ['sex', '女性勿擾'],
  ['sex', '僅限男性'],
  ['sex', '女士優先'],
  ['sex', 'Male only'],
  ['sex', 'FEMALES ONLY'],
  ['sex', 'Women preferred'],
  ['age', '三十五岁以下'],
  ['age', '三十五歲以下'],
  ['age', '十八至三十五岁'],
  ['age', '年龄不超过 35'],
  ['age', '年龄不得超过三十五'],
  ['age', '年齡不超過35'],
  ['age', '超过 35 岁勿投'],
  ['age', '不得超过40岁'],
  ['age', '３５歲以內'],
  ['age', '③⑤岁以下'],
  ['age', '九零后优先'],
  ['age', '九〇后优先'],
  ['age', 'under 35 years old'],
  ['marriage', '未·婚·未·育'],
  ['home', '限本市戶籍'],
  ['disability', '不招殘疾人'],
  ['infection', '乙肝攜帶者勿投'],
  ['fee', '入職須交服裝費'],
]
it.each(disguised)('reads %s in %j', (kind, text) => {
  expect(unlawfulIn(text).map((one) => one.kind)).toEqual([kind])
})
it.each([
  '年满十八周岁',
  '二十四小时值班',
  '团队五十至六十人',
  '工作满三十年',
  '男/女不限',
  '（男女不限）',
  '年龄·不限',
  'menswear designer only for export',
  'Under 35 kV equipment',
  '十年以上经验',
  '电压三十五千伏',
  '二十余家门店，三十五个品种',
  '十五届全国运动会工作人员',
])('leaves alone: %s', (text) => {
  expect(unlawfulIn(text)).toEqual([])
})
