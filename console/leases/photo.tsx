import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { blobOf } from '../parts/save-file'

/** A photo that opens when asked for: each look is on record. */
export function LookAtPhoto({ lease, photo, label }: { lease: string; photo: string; label: string }) {
  const [address, setAddress] = useState<string>()
  const { busy, error, run } = useAct()
  const open = () =>
    run(async () => {
      const { type, data } = await call('GET /leases/:lease/photos/:photo', { params: { lease, photo } })
      setAddress(URL.createObjectURL(blobOf(data, type)))
    })
  const close = () => {
    if (address) URL.revokeObjectURL(address)
    setAddress(undefined)
  }
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void open()}>
        {label}
      </Button>
      <Failure error={error} />
      {address && (
        <Modal open title={label} footer={null} onCancel={close}>
          <img className="lease-photo" src={address} alt={label} />
        </Modal>
      )}
    </>
  )
}
