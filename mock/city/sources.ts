import type { Source } from '@jucai/contract/city'

/** A clause of the sample paper. */
export const sampleSource = (clause: string, text: string): Source => ({
  paper: '星城市人才工作实施意见（示例）',
  clause,
  text: `${text}（示例条文）`,
  effectiveOn: '2026-01-01',
  sample: true,
})
