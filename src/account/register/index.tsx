import { useState } from 'react'
import { ProblemError } from '@jucai/contract/client'
import type { City } from '@jucai/contract/city'
import type { Consent, Notice as PrivacyNotice, Profile } from '@jucai/contract/profiles'
import type { Purpose } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { useSession } from '@/session'
import '../account.scss'
import { answersOf, noAnswers } from './answers'
import { Done } from './done'
import { forgetDraft, readDraft, type Draft } from './draft'
import { RegisterForm } from './form'
import { Intro } from './intro'
import { editingFrom } from './use-registration'

interface Known {
  notice: PrivacyNotice
  consents: Consent[]
  profile: Profile | undefined
  draft: Draft | undefined
  city: City | undefined
  personId: string
}

const absent = (error: unknown): undefined => {
  if (error instanceof ProblemError && error.code === 'not-found') return undefined
  throw error
}

async function know(): Promise<Known> {
  const [notice, consents, profile, city, me] = await Promise.all([
    call('GET /privacy-notice'),
    call('GET /me/consents'),
    call('GET /me/profile').catch(absent),
    // Only tells the tier beforehand; the form does without.
    call('GET /city').catch(() => undefined),
    call('GET /me'),
  ])
  return {
    notice,
    consents: consents.items,
    profile,
    city,
    personId: me.id,
    draft: profile ? undefined : await readDraft(me.id),
  }
}

/** Registration, and later the correction of what was registered. */
export default function RegisterPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const known = useLoaded(know)
  const [started, setStarted] = useState(false)
  const [done, setDone] = useState<Profile>()

  if (!signedIn)
    return (
      <Page title="人才登记">
        <SignInFirst text="登录后开始登记，填过的内容会跟着你。" />
      </Page>
    )
  if (!known.data)
    return (
      <Page title="人才登记">
        <Loaded of={known}>{() => null}</Loaded>
      </Page>
    )

  const { notice, consents, profile, draft, city, personId } = known.data
  const noticeOf = (purpose: Purpose) => notice.purposes.find((one) => one.purpose === purpose)
  const missing = (purpose: Purpose) =>
    consents.some((consent) => consent.purpose === purpose && consent.given) ? undefined : noticeOf(purpose)
  const replace = (change: Partial<Known>) => known.data && known.set({ ...known.data, ...change })

  async function give(purpose: Purpose): Promise<void> {
    const answer = await call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: true, noticeVersion: notice.version },
    })
    replace({ consents: [...consents.filter((consent) => consent.purpose !== purpose), answer] })
  }

  if (done)
    return (
      <Page title="登记好了">
        <Done
          profile={done}
          personId={personId}
          city={city}
          missingConsent={missing('talent-code')}
          onGive={() => give('talent-code')}
        />
      </Page>
    )
  if (!profile && !started) {
    return (
      <Page title="人才登记" up="/pages/mine/index">
        <Intro
          seed={personId}
          draft={draft}
          missingConsent={missing('registration')}
          onGive={() => give('registration')}
          onStart={() => setStarted(true)}
          onDiscard={() => {
            forgetDraft()
            replace({ draft: undefined })
          }}
        />
      </Page>
    )
  }
  return (
    <RegisterForm
      start={profile ? editingFrom(answersOf(profile)) : (draft ?? { answers: noAnswers, section: 0 })}
      editing={profile !== undefined}
      personId={personId}
      city={city}
      numberConsent={missing('id-number')}
      onGive={give}
      onDone={setDone}
    />
  )
}
