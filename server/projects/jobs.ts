import { introductionsPage, talentKindLabels } from '@jucai/contract/project-vocabulary'
import { peopleWithRole } from '../accounts'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import type { ProjectDeps } from './deps'
import './holding'
import { introductionById, projectById } from './repository'
import { noteReward } from './rewards'

const endWords = {
  left: ['你已不计在引进项目名下', '人才办登记你离开了。有不对的，请联系人才办。'],
  'never-came': ['你已不计在引进项目名下', '人才办登记你没有到岗。有不对的，请联系人才办。'],
  objected: ['已按你说的办', '你不再计在这个项目名下，名额已经退回。'],
} as const

/** Tells of codes, of what waits for a second officer, and writes the journey; notes what the ledger paid. */
export const projectReactions = (deps: ProjectDeps): NamedReactions => ({
  'project.introduced': {
    'write-journey': async ({ tx, now }, { introductionId, personId }) => {
      const row = await introductionById(tx, introductionId)
      const project = row && (await projectById(tx, row.project_id))
      if (!project) return
      await deps.milestone(tx, now, personId, `随项目引进：${project.name}（${talentKindLabels[row.kind]}）`)
    },
  },
  'project.introduction-ended': {
    tell: async ({ tx, now }, { introductionId, personId, because }) => {
      const row = await introductionById(tx, introductionId)
      const project = row && (await projectById(tx, row.project_id))
      if (!project || because === 'erased') return
      const [title, body] = endWords[because]
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'work',
        title,
        body: `“${project.name}”：${body}`,
        link: introductionsPage,
      })
      await deps.milestone(tx, now, personId, `不再计在项目名下：${project.name}`)
      if (because === 'objected')
        for (const lead of await peopleWithRole(tx, 'lead'))
          await notify(tx, deps.vault, now, {
            personId: lead,
            kind: 'work',
            title: '有人说自己与引进项目无关',
            body: `“${project.name}”：已经不计，名额退回。请看本人写的，核对是怎么登记的。`,
            deskLink: `/projects?project=${project.id}`,
          })
    },
  },
  'project.capital-entered': {
    tell: async ({ tx, now }, { projectId, enteredBy }) => {
      const project = await projectById(tx, projectId)
      if (!project) return
      for (const personId of await peopleWithRole(tx, 'lead'))
        if (personId !== enteredBy)
          await notify(tx, deps.vault, now, {
            personId,
            kind: 'work',
            title: '有一笔到位资金等你复核',
            body: `“${project.name}”：核对凭证后同意或退回，同意后名额随之变化。`,
            deskLink: `/projects?project=${project.id}`,
          })
    },
  },
  'payment.moved': {
    'note-reward': async ({ tx, now }, { scheme, reference, state }) => {
      if (state === 'paid') await noteReward({ db: tx, now, deps }, { scheme, reference })
    },
  },
})
