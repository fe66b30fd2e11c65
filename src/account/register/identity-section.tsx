import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConsentSheet } from '@/components/consent-sheet'
import { Icon } from '@/components/icon'
import type { PurposeNotice } from '@/components/purpose-facts'
import { DocumentNumberField, DocumentTypeField, NameField, numberFaultWhileTyping } from '../identity-fields'
import { isMasked } from './answers'
import type { RegistrationForm } from './use-registration'

interface IdentitySectionProps {
  form: RegistrationForm
  /** The notice for the document number while the reader has not agreed to it; undefined once they have. */
  missingConsent: PurposeNotice | undefined
  onGive(): Promise<void>
}

/** Who somebody is. The number is asked only after its own consent. */
export function IdentitySection({ form, missingConsent, onGive }: IdentitySectionProps) {
  const { answers, faults, set, check, fault } = form
  const [asking, setAsking] = useState(false)
  const { documentType, documentNumber } = answers
  return (
    <Card>
      <View className="stack">
        <NameField
          value={answers.name}
          error={faults.name}
          onChange={(name) => set('name', name)}
          onLeave={() => answers.name && check('name')}
        />
        <DocumentTypeField
          value={documentType}
          onChange={(type) => {
            set('documentType', type)
            // A masked number belongs to the document it was read from.
            if (isMasked(documentNumber)) set('documentNumber', '')
            else if (documentNumber) check('documentNumber')
          }}
        />
        {missingConsent && (
          <View className={faults.documentNumber ? 'field field-bad' : 'field'}>
            <Text className="field-label">证件号码</Text>
            <View className="small">
              证件号码是敏感信息，要你单独同意才填写。只用来确认是你本人，加密保存。
            </View>
            <View style={{ marginTop: '8px' }}>
              <Button kind="secondary" wide icon="shield-check" onClick={() => setAsking(true)}>
                看说明，再决定
              </Button>
            </View>
            {faults.documentNumber && (
              <View className="field-error" aria-role="alert">
                <Icon name="circle-alert" />
                <Text>同意之后才能填写证件号码并登记</Text>
              </View>
            )}
          </View>
        )}
        {!missingConsent && isMasked(documentNumber) && (
          <View className="masked">
            <View>
              <View className="field-label">证件号码</View>
              <View>{documentNumber}</View>
            </View>
            <Button kind="quiet" onClick={() => set('documentNumber', '')}>
              换一个号码
            </Button>
          </View>
        )}
        {!missingConsent && !isMasked(documentNumber) && (
          <DocumentNumberField
            type={documentType}
            value={documentNumber}
            error={faults.documentNumber}
            onChange={(number) => {
              set('documentNumber', number)
              fault(
                'documentNumber',
                numberFaultWhileTyping({ ...answers, documentNumber: number }, faults.documentNumber),
              )
            }}
            onLeave={() => documentNumber && check('documentNumber')}
          />
        )}
      </View>
      {asking && missingConsent && (
        <ConsentSheet
          notice={missingConsent}
          onClose={() => setAsking(false)}
          onGive={async () => {
            await onGive()
            setAsking(false)
            fault('documentNumber', undefined)
          }}
        />
      )}
    </Card>
  )
}
