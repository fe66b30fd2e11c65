import {
  differenceDefinitions,
  differenceLabels,
  projectStageLabels,
  type DifferenceKind,
  type ProjectStage,
} from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { useHas } from '../session'

/** What each part of the page of a project is given. */
export interface PartProps {
  file: ProjectFile
  mayWrite: boolean
  onChanged(file: ProjectFile): void
}

const tones: Record<ProjectStage, string> = {
  talking: 'info',
  signed: 'care',
  building: 'care',
  producing: 'good',
  ended: '',
}
/** Where a project stands, as a tag. */
export function StageTag({ stage }: { stage: ProjectStage }) {
  return <span className={`tag ${tones[stage]}`}>{projectStageLabels[stage]}</span>
}

/** What does not agree; what each means is its title. */
export function Differences({ kinds }: { kinds: readonly DifferenceKind[] }) {
  if (kinds.length === 0) return <span className="muted">没有</span>
  return (
    <>
      {kinds.map((kind) => (
        <span key={kind} className="tag bad" title={differenceDefinitions[kind]}>
          {differenceLabels[kind]}
        </span>
      ))}
    </>
  )
}

/** Whether the reader may write: a lead; a reviewer reads. */
export const useMayWrite = (): boolean => useHas('lead')
