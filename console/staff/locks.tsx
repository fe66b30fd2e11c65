import type { OfficeLock } from '@jucai/contract/office'
import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { actsColumn, Table } from '../parts/table'

/** Accounts that are locked after wrong tries, for the security administrator; nothing where there are none. */
export function Locks() {
  const [items, setItems] = useState<OfficeLock[]>([])
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  useEffect(() => {
    void run(async () => setItems((await call('GET /office-locks')).items))
    // once: who is locked later is seen at the next visit
  }, [])
  const unlock = (lock: OfficeLock) =>
    run(async () => {
      await call('DELETE /office-locks/:person', { params: { person: lock.personId } })
      setItems((all) => all.filter((one) => one !== lock))
      void message.success(`${lock.name}可以重新登录了`)
    })
  if (items.length === 0) return <Failure error={error} />
  return (
    <Card title="输错被锁的电脑端账号" className="flush-table">
      <Table label="输错被锁的电脑端账号" columns={['姓名', '登录名', '锁定到', actsColumn]}>
        {items.map((lock) => (
          <tr key={lock.personId}>
            <td>{lock.name}</td>
            <td className="mono">{lock.login}</td>
            <td className="mono">{moment(lock.until)}</td>
            <td className="actions">
              <Button
                type="text"
                disabled={busy}
                onClick={() => void unlock(lock)}
                aria-label={`解锁：${lock.name}`}
              >
                解锁
              </Button>
            </td>
          </tr>
        ))}
      </Table>
      <Failure error={error} />
    </Card>
  )
}
