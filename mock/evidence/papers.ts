/** What a sample paper looks like: its name, whether it lies or stands, and in what form it comes. */
export interface SamplePaper {
  fileName: string
  form: 'picture' | 'pdf'
  wide: boolean
  lines: number
  stamped: boolean
}

const picture = (fileName: string, wide: boolean, lines: number, stamped = true): SamplePaper => ({
  fileName: `示例-${fileName}.jpg`,
  form: 'picture',
  wide,
  lines,
  stamped,
})
const pdf = (fileName: string, lines: number, stamped = true): SamplePaper => ({
  fileName: `示例-${fileName}.pdf`,
  form: 'pdf',
  wide: false,
  lines,
  stamped,
})

/** The sample file for each field that asks for one (示例), by the field's key. */
export const samplePapers: Readonly<Record<string, SamplePaper>> = {
  certificate: picture('学历证书', true, 6),
  contract: pdf('劳动合同', 18),
  homeProof: pdf('住房证明', 11),
  employmentProof: picture('劳动合同', false, 16),
  marriageProof: picture('结婚证', true, 5),
  register: picture('户口簿', true, 8),
  workProof: pdf('劳动合同', 18),
  lease: pdf('租房合同', 16),
  agreement: pdf('见习协议', 12),
  license: picture('营业执照', true, 7),
  purchase: pdf('购房合同', 20),
  homeQuery: pdf('住房查询结果', 9),
}
