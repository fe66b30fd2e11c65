import type { ProjectFile } from '@jucai/contract/projects'
import { ProblemError } from '@jucai/contract/client'
import { Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useDraft } from '../draft'
import { useAct, useLoaded } from '../loading'
import { ChoiceField, withNone } from '../parts/field'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'

const empty = { name: '', employer: '', employerName: '', find: '', chain: '', link: '' }
type Draft = typeof empty
const bodyOf = ({ name, employer, employerName, chain, link }: Draft) => ({
  name: name.trim(),
  employer: employer || null,
  employerName: employerName.trim(),
  chain: chain || null,
  link: (chain && link) || null,
})

/** Employers whose name holds what was typed. */
function EmployerFields({ draft, write, fault }: FieldsProps) {
  const find = draft.find.trim()
  const found = useLoaded(find.length < 2 ? null : `employers ${find}`, () =>
    call('GET /office/employers', { query: { name: find, state: 'verified', limit: 10 } }),
  )
  const options = (found.value?.items ?? []).map((one) => ({ value: one.id, label: one.name }))
  const known = options.some(({ value }) => value === draft.employer)
  return (
    <>
      <TextField
        label="投资方名称"
        hint="还没有登记的单位，先写名称；登记以后再选"
        fault={fault('employerName')}
        maxLength={80}
        value={draft.employerName}
        onChange={(employerName) => write({ employerName })}
      />
      <TextField
        label="在已登记的用人单位里找"
        hint="写两个字以上"
        maxLength={40}
        value={draft.find}
        onChange={(next) => write({ find: next })}
      />
      <ChoiceField
        label="已登记的用人单位"
        fault={fault('employer')}
        value={draft.employer}
        options={withNone('没有选', [
          ...options,
          ...(draft.employer && !known ? [{ value: draft.employer, label: '现在的单位' }] : []),
        ])}
        onChange={(employer) => write({ employer })}
      />
    </>
  )
}

interface FieldsProps {
  draft: Draft
  write(change: Partial<Draft>): void
  fault(field: string): string | null
}
function Fields(props: FieldsProps) {
  const { draft, write, fault } = props
  const chains = useLoaded('chains', () => call('GET /chains'))
  const chain = useLoaded(draft.chain ? `chain ${draft.chain}` : null, () =>
    call('GET /chains/:chain', { params: { chain: draft.chain } }),
  )
  return (
    <>
      <TextField
        label="项目名称"
        required
        fault={fault('name')}
        maxLength={60}
        value={draft.name}
        onChange={(name) => write({ name })}
      />
      <EmployerFields {...props} />
      <ChoiceField
        label="产业链"
        fault={fault('chain')}
        value={draft.chain}
        options={withNone(
          '没有写',
          (chains.value?.chains ?? []).map((one) => ({ value: one.key, label: one.name })),
        )}
        onChange={(next) => write({ chain: next, link: '' })}
      />
      {draft.chain && (
        <ChoiceField
          label="环节"
          fault={fault('link')}
          value={draft.link}
          options={withNone(
            '没有写',
            (chain.value?.links ?? []).map((one) => ({ value: one.key, label: one.name })),
          )}
          onChange={(link) => write({ link })}
        />
      )}
    </>
  )
}

function DetailsDialog({
  title,
  draftKey,
  first,
  send,
  onClose,
}: {
  title: string
  draftKey: string
  first: Draft
  send(body: ReturnType<typeof bodyOf>): Promise<void>
  onClose(): void
}) {
  const [start] = useState(first)
  const { draft, write, clear } = useDraft<Draft>(draftKey, start)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...draft.name.trim()].length < 2
  const fault = (field: string) => {
    if (field === 'name' && tried && short) return '请填写项目名称，至少 2 个字'
    return error instanceof ProblemError
      ? (error.errors.find(({ pointer }) => pointer === `/${field}`)?.detail ?? null)
      : null
  }
  const save = async () => {
    setTried(true)
    if (short) return
    if (await run(() => send(bodyOf(draft)))) clear()
  }
  return (
    <Modal open title={title} okText="保存" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <Fields draft={draft} write={write} fault={fault} />
      <Failure error={error} />
    </Modal>
  )
}

const adding = newAttempt()
/** Puts a project down that is talked about, and opens it. */
export function AddProject({ onClose }: { onClose(): void }) {
  const go = useNavigate()
  return (
    <DetailsDialog
      title="登记一个项目"
      draftKey="project"
      first={empty}
      onClose={onClose}
      send={async (body) => {
        const { id } = await call('POST /office/investment-projects', { body }, { attempt: adding })
        void go(`/projects?project=${id}`)
      }}
    />
  )
}

const saving = newAttempt()
/** What it is called, whose it is, where it belongs. */
export function ChangeDetails({
  file,
  onDone,
  onClose,
}: {
  file: ProjectFile
  onDone(file: ProjectFile): void
  onClose(): void
}) {
  return (
    <DetailsDialog
      title="修改项目资料"
      draftKey={`project ${file.id}`}
      first={{
        ...empty,
        name: file.name,
        employer: file.employer ?? '',
        employerName: file.employer ? '' : file.employerName,
        chain: file.chain?.key ?? '',
        link: file.link ?? '',
      }}
      onClose={onClose}
      send={async (body) => {
        onDone(
          await call(
            'PUT /office/investment-projects/:investmentProject/details',
            { params: { investmentProject: file.id }, body: { ...body, version: file.version } },
            { attempt: saving },
          ),
        )
        onClose()
      }}
    />
  )
}
