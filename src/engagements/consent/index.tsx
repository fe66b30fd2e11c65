import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ConsentRequest } from '@jucai/contract/engagement-shapes'
import {
  engagementKindLabels,
  kindMeanings,
  termWords,
  weekWords,
} from '@jucai/contract/engagement-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DatePicker } from '@/components/date-picker'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { TextArea, TextInput } from '@/components/text-input'
import { openPdf } from '@/open-pdf'
import { momentText, todayInChina, untilText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { CodeStep } from '../signing'
import { Fact } from '../terms-card'
import '../engagements.scss'

/** The page that the home employer’s message opens. No account is needed. */
export default function ConsentPage() {
  const consent = useRouter().params.code ?? ''
  const loaded = useLoaded(() => call('GET /engagement-consents/:consent', { params: { consent } }))
  return (
    <Page title="请贵单位同意" up="/pages/home/index">
      {consent === '' ? (
        <Card>
          <Empty title="链接不完整" text="请从短信里重新打开。" />
        </Card>
      ) : (
        <Loaded of={loaded}>
          {(of) => (
            <View className="stack">
              <Asked of={of} consent={consent} />
              {of.state === 'open' && <Answer of={of} consent={consent} onAnswered={loaded.set} />}
              {of.state === 'signed' && <Signed of={of} consent={consent} onEnded={loaded.set} />}
              {of.state === 'refused' && (
                <Notice kind="info" title="已经记下贵单位的答复">
                  专家和聘用单位会看到原因。不用再做什么。
                </Notice>
              )}
            </View>
          )}
        </Loaded>
      )}
    </Page>
  )
}

interface Props {
  of: ConsentRequest
  consent: string
}

function Asked({ of, consent }: Props) {
  const [fault, setFault] = useState<string>()
  const open = async () => {
    setFault(undefined)
    try {
      const { fileName, data } = await call('GET /engagement-consents/:consent/agreement', {
        params: { consent },
      })
      await openPdf(fileName, data)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title={`${of.employer}想聘请${of.expert}`} aside={`第 ${of.version} 版`}>
      <View className="eng-lines">
        <View>{`${engagementKindLabels[of.kind]}：${kindMeanings[of.kind].split('：')[1] ?? ''}`}</View>
        <Fact label="贵单位">{of.home}</Fact>
        <Fact label="岗位">{of.title}</Fact>
        <Fact label="内容">{of.scope}</Fact>
        <Fact label="期限">{termWords(of.firstDay, of.lastDay)}</Fact>
        <Fact label="时间">{weekWords(of.week)}</Fact>
        <Fact label="专家说的贵单位工作时间">{weekWords(of.homeHours)}</Fact>
        <Fact label="知识产权">{of.ip}</Fact>
        <Fact label="保密">{of.confidentiality}</Fact>
        <View className="tiny">{`编号 ${of.number}。报酬由聘用单位和专家另行约定，不在这里。签署由${of.office}的系统提供。`}</View>
        <View className="tiny eng-hash">{`文件摘要（SHA-256）${of.sha256}`}</View>
        <Button kind="secondary" icon="file-text" onClick={open}>
          打开协议全文（PDF）
        </Button>
        {fault && (
          <Notice kind="bad" title="没有打开" live>
            {fault}
          </Notice>
        )}
      </View>
    </Card>
  )
}

function NameAndCode({
  of,
  consent,
  button,
  failed,
  confirm,
}: Props & { button: string; failed: string; confirm(code: string): Promise<void> }) {
  const [name, setName] = useState('')
  const isName = name.trim().length >= 2
  return (
    <View className="stack">
      <TextInput
        label="签署人姓名"
        hint={`代表${of.home}签署的人`}
        maxLength={60}
        value={name}
        onChange={setName}
      />
      <View className="small">{`验证码发到专家留下的手机号 ${of.maskedPhone}。`}</View>
      {isName && (
        <CodeStep
          send={() =>
            call('POST /engagement-consents/:consent/signature-codes', {
              params: { consent },
              body: { name },
            })
          }
          confirm={confirm}
          button={button}
          failed={failed}
        />
      )}
    </View>
  )
}

function Answer({ of, consent, onAnswered }: Props & { onAnswered(next: ConsentRequest): void }) {
  const [refuses, setRefuses] = useState(false)
  const [why, setWhy] = useState('')
  const [fault, setFault] = useState<string>()
  const refuse = async () => {
    setFault(undefined)
    try {
      onAnswered(
        await call('POST /engagement-consents/:consent/refusal', { params: { consent }, body: { why } }),
      )
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <>
      <Card title="同意">
        <View className="stack">
          <View className="small">
            {`同意以后协议生效；随时可以用这个链接写明原因收回。请在 ${untilText(of.expiresAt)} 前答复。`}
          </View>
          <NameAndCode
            of={of}
            consent={consent}
            button="同意并签署"
            failed="没有签成"
            confirm={async (code) =>
              onAnswered(
                await call('POST /engagement-consents/:consent/signature', {
                  params: { consent },
                  body: { sha256: of.sha256, code },
                }),
              )
            }
          />
        </View>
      </Card>
      {refuses ? (
        <Card title="不同意">
          <View className="stack">
            <TextArea
              label="原因"
              hint="专家和聘用单位看得到"
              maxLength={300}
              value={why}
              onChange={setWhy}
            />
            {fault && (
              <Notice kind="bad" title="没有记下" live>
                {fault}
              </Notice>
            )}
            <Button
              wide
              kind="danger"
              disabledReason={why.trim().length < 4 && '写明原因，至少四个字'}
              onClick={refuse}
            >
              不同意，告诉双方
            </Button>
          </View>
        </Card>
      ) : (
        <Button wide kind="secondary" onClick={() => setRefuses(true)}>
          不同意
        </Button>
      )}
    </>
  )
}

function Signed({ of, consent, onEnded }: Props & { onEnded(next: ConsentRequest): void }) {
  const [takesBack, setTakesBack] = useState(false)
  const [why, setWhy] = useState('')
  const [lastDay, setLastDay] = useState(todayInChina)
  return (
    <>
      <Notice kind="good" title="贵单位已经同意">
        {`${of.answeredAt ? momentText(of.answeredAt) : ''}签署。这个链接可以再打开，用来看协议或收回同意。`}
      </Notice>
      {takesBack ? (
        <Card title="收回同意">
          <View className="stack">
            <DatePicker
              label="最后一天"
              hint="不晚于今天；已经登记的工时要在它以前"
              start={of.firstDay}
              end={todayInChina()}
              value={lastDay}
              onChange={setLastDay}
            />
            <TextArea
              label="原因"
              hint="专家和聘用单位看得到"
              maxLength={300}
              value={why}
              onChange={setWhy}
            />
            <NameAndCode
              of={of}
              consent={consent}
              button="收回同意，结束聘用"
              failed="没有办成"
              confirm={async (code) =>
                onEnded(
                  await call('POST /engagement-consents/:consent/ending', {
                    params: { consent },
                    body: { lastDay, why, code },
                  }),
                )
              }
            />
          </View>
        </Card>
      ) : (
        <Button wide kind="quiet" onClick={() => setTakesBack(true)}>
          收回同意
        </Button>
      )}
    </>
  )
}
