import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Me } from '@jucai/contract/accounts'
import type { ActingCall } from '@jucai/contract/client'
import { narrowed, withoutUnseen } from '@jucai/contract/text'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { TextInput } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

interface ConfirmProps {
  /** Calls with the session that is to be confirmed. */
  call: ActingCall
  onDone(me: Me): void
}

/**
 * A number may have gone to somebody else: on a device that the account does not know, its owner says who
 * they are, or that the account is not theirs.
 */
export function Confirm({ call, onDone }: ConfirmProps) {
  const [name, setName] = useState('')
  const [lastFour, setLastFour] = useState('')
  const [faults, setFaults] = useState<{ name?: string | undefined; lastFour?: string | undefined }>({})
  const [error, setError] = useState<string>()
  const [leaving, setLeaving] = useState(false)

  async function done(ask: () => Promise<Me>): Promise<void> {
    setError(undefined)
    try {
      onDone(await ask())
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  async function confirm(): Promise<void> {
    const found = {
      name: name.trim() ? undefined : '请填写姓名，和登记时一样',
      lastFour: /^[0-9A-Za-z]{4}$/.test(lastFour) ? undefined : '请填写证件号码的最后 4 位',
    }
    setFaults(found)
    if (found.name || found.lastFour) return
    await done(() => call('POST /me/confirmation', { body: { name: name.trim(), lastFour } }))
  }

  return (
    <View className="stack">
      <Notice title="这个手机号登录过一个账号">
        这台设备半年内没有登录过它。手机号可能换过主人，所以先确认账号是你的，再显示里面的资料。
      </Notice>
      <Card>
        <View className="stack">
          <TextInput
            label="姓名"
            hint="和登记时一样"
            maxLength={60}
            autoComplete="name"
            value={name}
            error={faults.name}
            onChange={setName}
          />
          <TextInput
            label="证件号码最后 4 位"
            hint="末位是 X 的也算一位"
            type="idcard"
            maxLength={20}
            autoComplete="off"
            value={lastFour}
            error={faults.lastFour}
            onChange={(text) => setLastFour(narrowed(withoutUnseen(text)))}
          />
          {error && (
            <Notice kind="bad" title="没有成功" live>
              {error}
            </Notice>
          )}
          <Button wide onClick={confirm}>
            是我的账号
          </Button>
        </View>
      </Card>
      <Button wide kind="secondary" onClick={() => setLeaving(true)}>
        这不是我的账号
      </Button>
      <View className="small">
        答不上来，或没有留过证件号码？绑定过微信的，在微信小程序里登录；没有绑定的，用微信或另一个手机号登录，在“我的—登录设备”里找回，请人才办核实。
      </View>
      {leaving && (
        <Dialog
          title="这不是你的账号？"
          confirm="不是我的"
          onConfirm={() => done(() => call('POST /me/renunciation'))}
          onClose={() => setLeaving(false)}
        >
          这个手机号会从原来的账号解除，你从新账号开始。原账号的主人会收到消息，可以找回账号。
        </Dialog>
      )}
    </View>
  )
}
