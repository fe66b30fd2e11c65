import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { City } from '@jucai/contract/city'
import type { Profile } from '@jucai/contract/profiles'
import type { Purpose } from '@jucai/contract/vocabulary'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { FormProgress } from '@/components/form-progress'
import { Page } from '@/components/page'
import { ProblemNotice } from '@/components/problem-notice'
import type { PurposeNotice } from '@/components/purpose-facts'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { handOver } from '../identity-hand-over'
import { isMasked, reviewSection, sections } from './answers'
import type { Draft } from './draft'
import { IdentitySection } from './identity-section'
import { AimsSection, PlacesSection, SchoolSection } from './other-sections'
import { ReviewSection } from './review-section'
import { useRegistration } from './use-registration'

interface RegisterFormProps {
  start: Draft
  /** Whether a profile is there already, which is being corrected. */
  editing: boolean
  personId: string
  city: City | undefined
  numberConsent: PurposeNotice | undefined
  onGive(purpose: Purpose): Promise<void>
  onDone(profile: Profile): void
}

/** The five screens of the form with the action at the thumb. */
export function RegisterForm({
  start,
  editing,
  personId,
  city,
  numberConsent,
  onGive,
  onDone,
}: RegisterFormProps) {
  const form = useRegistration(start, editing ? undefined : personId, (profile) => {
    if (!editing) return onDone(profile)
    toast('已保存')
    void Taro.navigateBack()
  })
  const { section, answers, refusal } = form
  const reviewing = section === reviewSection

  const action = (
    <View className="pair">
      {section > 0 && !editing && (reviewing || !form.reviewed) && (
        <View className="pair-back">
          <Button kind="secondary" onClick={() => form.go(section - 1)}>
            上一步
          </Button>
        </View>
      )}
      <View className="pair-on">
        {reviewing ? (
          <Button wide kind={editing ? 'primary' : 'star'} onClick={form.submit}>
            {editing ? '保存修改' : '提交登记'}
          </Button>
        ) : (
          <Button wide onClick={form.next}>
            {form.reviewed ? '改好了' : '下一步'}
          </Button>
        )}
      </View>
    </View>
  )

  return (
    <Page title={editing ? '我的登记资料' : '人才登记'} up="/pages/mine/index" action={action}>
      <View className="stack">
        {!editing && <FormProgress titles={sections.map(({ title }) => title)} current={section} />}
        {refusal?.kind === 'problem' && (
          <ProblemNotice title="还没有提交成功" problem={refusal.problem} onConsented={form.submit} />
        )}
        {section === 0 && (
          <IdentitySection form={form} missingConsent={numberConsent} onGive={() => onGive('id-number')} />
        )}
        {section === 1 && <SchoolSection form={form} />}
        {section === 2 && <PlacesSection form={form} />}
        {section === 3 && <AimsSection form={form} />}
        {reviewing && <ReviewSection form={form} city={city} />}
      </View>
      {refusal?.kind === 'document-registered' && (
        <Dialog
          title="这个证件已经登记过"
          confirm="找回账号"
          cancel="检查号码"
          onClose={() => {
            form.dismiss()
            form.go(0)
          }}
          onConfirm={() => {
            form.dismiss()
            handOver(
              isMasked(answers.documentNumber)
                ? undefined
                : {
                    name: answers.name,
                    documentType: answers.documentType,
                    documentNumber: answers.documentNumber,
                  },
            )
            return openPage('/account/recover/index')
          }}
        >
          如果是你以前登记的，可以找回那个账号，资料和人才码都在。从没登记过，请先检查号码有没有填错，再联系人才办
          {city ? ` ${city.officePhone}` : ''}。
        </Dialog>
      )}
    </Page>
  )
}
