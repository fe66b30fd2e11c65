import type { Notice } from '@jucai/contract/profiles'
import type { Purpose } from '@jucai/contract/vocabulary'

/**
 * The privacy notice in force. A new wording is a new version; what it adds to a purpose stands in `news`, and
 * who agreed before is asked again, without anything waiting for it.
 */
export const notice: Notice = {
  version: 5,
  effectiveOn: '2026-11-27',
  purposes: [
    {
      purpose: 'registration',
      title: '人才登记',
      sensitive: false,
      required: true,
      why: '核对你符合哪些人才政策，判定人才层次，办理你的申请，把批准的补贴付给你，并在办理服务时免去重复填表。',
      data: [
        '姓名',
        '学校、学历、专业、毕业时间',
        '家乡和现居地',
        '求职、住房等意向',
        '登录用的手机号或微信标识',
        '申请时填的内容和上传的材料，如收入、住房、家庭成员（加密保存，人才办每次查看都有记录，你看得到）',
        '对照政策时你自己说的情况：就业和单位、社保、收入、住房、婚姻和家庭等（加密保存，一项都可以不说）',
        '有补贴要发给你时：收款人姓名、开户行、账号（敏感信息，加密保存，填写时另外问你，页面上只显示账号后 4 位）',
        '每笔补贴的金额、日期、付到哪一步，银行退回时写的原因（加密保存）',
        '租人才公寓时：签好的合同、账单和收款、验房和报修记录、同住人的姓名（姓名、说明和合同加密保存）',
      ],
      keptFor:
        '登记资料：登记有效期间，撤回同意或注销账号后立即删除；已发生的服务记录去除个人信息后保留，用于统计。办结的申请：到注销账号为止，之后只留办理结果，不再有姓名和填写的内容。对照政策时说的情况：到你删掉它或注销账号为止。收款账户和银行写的原因：到注销账号为止；注销时已经送到银行、还没有结果的一笔，付到哪里保留到银行回复。付款的金额和日期属于会计档案，按规定保存 30 年，注销后不再有姓名和账号。公寓租约：到注销账号为止，之后只留天数、金额和办理步骤，不再有姓名和说明。注销时还有账单没付清的，账单仍然应付，签好的合同（上面有姓名）加密保留到付清或核销为止，最长到账单到期后三年，只用来收这笔款，人才办每次查看都有记录。',
      afterWithdrawal:
        '登记资料会被删除，人才码立即失效，正在享受的服务可能中止；正在办理的申请会撤回，其中的文件人才办不能再打开，由你自己删除，30 天后也会自动删除。已经批准的补贴照常付，收款账户因此保留；对照政策时说的情况也保留，可以在“我能享受什么”里逐项删除。之后可以重新登记。',
    },
    {
      purpose: 'id-number',
      title: '证件号码',
      sensitive: true,
      required: true,
      why: '确认登记的是你本人，防止他人冒用或同一人重复享受政策。证件号码属于敏感个人信息，需要你单独同意。',
      data: ['证件类型', '证件号码（加密保存，页面上只显示前 3 位和后 4 位）'],
      keptFor:
        '登记有效期间；撤回同意或注销账号后立即删除。订了人才驿站的，另存号码的加密摘要，只用来数今年住过几次，到年底删除，撤回或注销也到那时。',
      afterWithdrawal:
        '证件号码会被删除，人才码立即失效；其他登记资料保留，补填证件号码并重新同意后可再次领码。',
    },
    {
      purpose: 'talent-code',
      title: '人才码',
      sensitive: false,
      required: false,
      why: '生成人才码，在工作站、公寓、场馆等处出示，由工作人员核验并登记服务。',
      data: [
        '人才层次和类别',
        '本机生成的密钥（私钥只在你的手机上）',
        '核验与服务记录：时间、站点、服务项目',
      ],
      keptFor:
        '人才码失效 6 个月后，码上的姓名删除；核验与服务记录到注销账号为止，之后去除姓名保留，用于统计。',
      afterWithdrawal: '人才码立即失效，不能再出示；登记资料和已有的服务记录不受影响。重新同意后可再次领码。',
    },
    {
      purpose: 'talent-pool',
      title: '人才库推荐',
      sensitive: false,
      required: false,
      why: '人才办可以按岗位和项目的需要查找到你，并向你发出邀请。每一次查看你都能在“谁看过我的信息”里看到。',
      data: [
        '学校、学历、专业、毕业时间，对应的人才层次',
        '家乡、现居地和意向',
        '隐去部分文字的姓名；联系方式在你接受邀请前不提供',
        '接受邀请时：你的姓名和你选择的电话，只用于那份邀请',
      ],
      keptFor: '同意有效期间；撤回后立即停止。邀请和你的答复保存到注销账号为止。',
      afterWithdrawal:
        '人才办不再能查找到你，已发出的邀请作废，已经给出的电话马上收起并删除；登记资料、人才码和其他服务不受影响。',
    },
  ],
  news: [
    {
      version: 2,
      purpose: 'registration',
      text: '撤回登记以后，正在办理的申请里的文件人才办不能再打开，30 天后自动删除。',
    },
    {
      version: 3,
      purpose: 'registration',
      text: '写明了办理申请、对照政策和付补贴时各用到哪些资料，保存多久。',
    },
    {
      version: 3,
      purpose: 'talent-pool',
      text: '人才办可以按家乡查找你，你同意之前不会。写明了人才办看得到由学历和毕业时间得出的人才层次，以及接受邀请时给出的电话只用于那份邀请，退出后马上删除。',
    },
    {
      version: 4,
      purpose: 'id-number',
      text: '订了人才驿站的，号码的加密摘要留到年底，只用来数今年住过几次。',
    },
    {
      version: 5,
      purpose: 'registration',
      text: '写明了租人才公寓用到哪些资料；注销账号时还有账单没付清的，签好的合同保留到付清或核销为止，最长三年，只用来收这笔款。',
    },
  ],
}

/** The title of a purpose, for sentences. */
export const titleOfPurpose = (purpose: Purpose): string =>
  notice.purposes.find((one) => one.purpose === purpose)?.title ?? purpose
