export { approvedPrograms } from './approved-programs'
export { calendarInForce, enterYear } from './calendar'
export { claim } from './claims'
export { clausesOf, judgedBy } from './criteria'
export { decide, type Decision } from './decide'
export { filesInDrafts, saveDraft } from './drafts'
export { dueOf } from './due'
export { applications } from './feature'
export type { ApplicationMachine, ClockMode, Guard } from './machine'
export { ownEvent } from './own-events'
export { noEvidence, type ApplicationDeps, type EvidencePort, type Judge, type Judgement } from './ports'
export {
  documentOptions,
  type ApplicationLook,
  type ApprovedProgram,
  type ByPolicy,
  type EligibilityFacts,
  type JudgedAmount,
  type ProgramDefinition,
  type Reader,
  type StepDone,
} from './program'
export { queueRows } from './queue'
export {
  applicationOf,
  applicationRecordsOf,
  approvedByNumber,
  newestApproved,
  readableAnswers,
  reassignStation,
  type ApplicationRecord,
} from './records'
export { sealedTo } from './repository'
export { applicantsByStation, applicationRows, holdApplication } from './relation'
export { act } from './steps'
export { submit } from './submit'
export { runTimers } from './timers'
export { officers, usualSteps } from './usual-steps'
export { programsOf, publishPrograms, type Programs } from './versions'
