import type { KeptSite } from '@jucai/contract/workspaces'
import { Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'

const valuesOf = (site: KeptSite | undefined) => ({
  name: site?.name ?? '',
  address: site?.address ?? '',
  phone: site?.phone ?? '',
  hours: site?.hours ?? '',
  about: site?.about ?? '',
})
type Values = ReturnType<typeof valuesOf>

const missing = (values: Values): Record<keyof Values, string | null> => ({
  name: values.name.trim().length < 2 ? '请填写名称，至少 2 个字' : null,
  address: values.address.trim().length < 2 ? '请填写地址' : null,
  phone: values.phone.trim().length < 3 ? '请填写前台电话' : null,
  hours: values.hours.trim().length < 2 ? '请填写开放时间，例如“每天 8:00–22:00”' : null,
  about: values.about.trim() === '' ? '请写一句介绍' : null,
})

/** Adds a site, or changes what it says of itself. */
export function SiteDialog({
  site,
  onClose,
  onDone,
}: {
  site?: KeptSite
  onClose(): void
  onDone(site: KeptSite): void
}) {
  const [values, setValues] = useState(() => valuesOf(site))
  const [published, setPublished] = useState(site?.published ?? false)
  const [tried, setTried] = useState(false)
  const [attempt] = useState(newAttempt)
  const { busy, error, run } = useAct()
  const faults = missing(values)
  const send = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    const body = {
      name: values.name.trim(),
      address: values.address.trim(),
      phone: values.phone.trim(),
      hours: values.hours.trim(),
      about: values.about.trim(),
      published,
    }
    await run(async () => {
      onDone(
        site
          ? await call('PUT /workspace-sites/:workspaceSite', {
              params: { workspaceSite: site.id },
              body: { ...body, version: site.version },
            })
          : await call('POST /workspace-sites', { body }, { attempt }),
      )
      onClose()
    })
  }
  const line = (name: Exclude<keyof Values, 'about'>, label: string, maxLength: number) => (
    <TextField
      label={label}
      required
      fault={tried ? faults[name] : null}
      maxLength={maxLength}
      value={values[name]}
      onChange={(text) => setValues({ ...values, [name]: text })}
    />
  )
  return (
    <Modal
      open
      title={site ? `改 ${site.name}` : '加一个地点'}
      okText={site ? '保存' : '加上'}
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {line('name', '名称', 60)}
      {line('address', '地址', 120)}
      {line('phone', '前台电话', 40)}
      {line('hours', '开放时间', 60)}
      <LongTextField
        label="介绍"
        required
        rows={3}
        maxLength={500}
        fault={tried ? faults.about : null}
        value={values.about}
        onChange={(about) => setValues({ ...values, about })}
      />
      <Checkbox checked={published} onChange={(event) => setPublished(event.target.checked)}>
        公开：手机上看得到，也从这里分
      </Checkbox>
      <Failure error={error} />
    </Modal>
  )
}
