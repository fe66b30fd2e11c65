import type { ProjectFile } from '@jucai/contract/projects'
import type { TalentKind } from '@jucai/contract/project-vocabulary'
import type { Harness, Visitor } from '../harness'

let turn = 0
/** 2000 万元, in fen: what earns one place by the sample rule. */
export const unitFen = 2_000_000_000

/** What the tests of projects do, by two leads. */
export const projectsOf = (harness: Harness, [lead, second]: readonly [Visitor, Visitor]) => {
  const at = (project: ProjectFile) => ({ investmentProject: project.id })
  const move = (project: ProjectFile, event: 'sign' | 'build' | 'produce' | 'end', note = '按会议纪要') =>
    lead.call('POST /office/investment-projects/:investmentProject/steps', {
      params: at(project),
      body: { event, on: '2026-11-20', note, version: project.version },
    })
  const add = (over: { chain?: string; link?: string; name?: string } = {}) =>
    lead.call('POST /office/investment-projects', {
      body: {
        name: over.name ?? `正极材料二期 ${(turn += 1)}（示例）`,
        employer: null,
        employerName: '星河新材（示例）',
        chain: over.chain ?? null,
        link: over.link ?? null,
      },
    })
  const signed = async (over: Parameters<typeof add>[0] = {}) => move(await add(over), 'sign')
  const enter = (project: ProjectFile, amountFen: number, kind: 'promised' | 'in-place' = 'in-place') =>
    lead.call('POST /office/investment-projects/:investmentProject/capital', {
      params: at(project),
      body: { kind, amountFen, on: '2026-11-21', document: '银行进账单 2026-18' },
    })
  const agree = (project: ProjectFile, by = second) =>
    by.call('POST /office/investment-projects/:investmentProject/capital/:capitalEntry/decision', {
      params: {
        ...at(project),
        capitalEntry: project.capital.find(({ state }) => state === 'waiting')?.id ?? '',
      },
      body: { agrees: true },
    })
  /** A signed project with places. */
  const withPlaces = async (places: number, over: Parameters<typeof add>[0] = {}) =>
    agree(await enter(await signed(over), places * unitFen))
  const correct = async (project: ProjectFile) =>
    lead.call('POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction', {
      params: {
        ...at(project),
        capitalEntry:
          project.capital.find(({ state, corrects }) => state === 'counted' && corrects === null)?.id ?? '',
      },
      body: { reason: '重复登记了一笔', document: '银行对账单 2026-11' },
    })
  const ask = (project: ProjectFile, kind: TalentKind = 'master') =>
    lead.call('POST /office/investment-projects/:investmentProject/introductions', {
      params: at(project),
      body: { kind, firstDay: '2026-11-01', note: '研发部小何' },
    })
  const answer = (person: Visitor, code: string, agrees = true) =>
    person.call('POST /me/introductions', { body: { code, agrees } })
  /** Somebody introduced with a project. */
  const introduced = async (project: ProjectFile, kind: TalentKind = 'master') => {
    const person = await harness.registerPerson()
    const { code } = await ask(project, kind)
    const { introduction } = await answer(person, code)
    return { person, code, id: introduction?.id ?? '' }
  }
  const read = (project: ProjectFile, by = lead) =>
    by.call('GET /office/investment-projects/:investmentProject', { params: at(project) })
  const end = (project: ProjectFile, introduction: string, on: string) =>
    lead.call('POST /office/investment-projects/:investmentProject/introductions/:introduction/end', {
      params: { ...at(project), introduction },
      body: { on, reason: '劳动合同已经解除' },
    })
  const promise = (project: ProjectFile, kind: TalentKind, people: number, due: string) =>
    lead.call('POST /office/investment-projects/:investmentProject/commitments', {
      params: at(project),
      body: { kind, people, due, document: '投资协议 第八条' },
    })
  return {
    add,
    agree,
    answer,
    ask,
    at,
    correct,
    end,
    enter,
    introduced,
    move,
    promise,
    read,
    signed,
    withPlaces,
  }
}
