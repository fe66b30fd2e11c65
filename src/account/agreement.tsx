import { Button, Navigator, Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { openTypeOf } from '@/page-address'
import '@/components/field.scss'
import './account.scss'

interface AgreementProps {
  agreed: boolean
  onChange(agreed: boolean): void
  /** Said beside the box when somebody goes on without an answer. */
  error?: string | undefined
}

/** The reader's own tick before a phone number is asked: never given beforehand (PIPL art. 14). */
export function Agreement({ agreed, onChange, error }: AgreementProps) {
  return (
    <View>
      <View className={agreed ? 'agree agree-on' : 'agree'}>
        <Button
          className="agree-box"
          aria-role="checkbox"
          aria-checked={agreed}
          aria-label="我已阅读并同意隐私说明"
          onClick={() => onChange(!agreed)}
        >
          <View className="agree-mark">
            <Icon name="check" />
          </View>
          <Text>我已阅读并同意</Text>
        </Button>
        <Navigator
          className="link"
          url="/account/consents/index"
          openType={openTypeOf('/account/consents/index')}
        >
          《隐私说明》
        </Navigator>
      </View>
      {error && (
        <View className="field-error" aria-role="alert">
          <Icon name="circle-alert" />
          <Text>{error}</Text>
        </View>
      )}
    </View>
  )
}
