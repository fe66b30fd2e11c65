import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { blobOf } from '../parts/save-file'
import './employers.css'

const label = '营业执照（登记证书）照片'

/** The picture of the licence, opened when asked for: the look is on record. */
export function LookAtLicence({ employer }: { employer: string }) {
  const [address, setAddress] = useState<string>()
  const { busy, error, run } = useAct()
  const open = () =>
    run(async () => {
      const { type, data } = await call('GET /office/employers/:employer/licence', { params: { employer } })
      setAddress(URL.createObjectURL(blobOf(data, type)))
    })
  const close = () => {
    if (address) URL.revokeObjectURL(address)
    setAddress(undefined)
  }
  return (
    <>
      <Button loading={busy} onClick={() => void open()}>
        查看证照照片
      </Button>
      <Failure error={error} />
      {address && (
        <Modal open title={label} footer={null} onCancel={close}>
          <img className="employer-licence" src={address} alt={label} />
        </Modal>
      )}
    </>
  )
}
