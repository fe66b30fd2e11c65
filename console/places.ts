import { lazy } from 'react'
import type { Place } from './place'
import { audit } from './audit/place'
import { bankReturns, openLines } from './bank-returns/place'
import { budgets } from './budgets/place'
import { calendar } from './calendar/place'
import { deadEvents } from './dead-events/place'
import { spreadsheets } from './exports/place'
import { figures } from './figures/place'
import { moneyFigures } from './money-figures/place'
import { payments } from './payments/place'
import { policyLibrary, policyParameters, policyPublishing, policyRules } from './policies/place'
import { pool } from './pool/place'
import { programs } from './programs/place'
import { queue } from './queue/place'
import { recoveries } from './recoveries/place'
import { referrals } from './referrals/place'
import { runs } from './runs/place'
import { staff } from './staff/place'
import { strandedLeads, stations } from './stations/place'

/** The pages of the console, in the order of the navigation. */
export const places: readonly Place[] = [
  queue,
  referrals,
  pool,
  strandedLeads,
  budgets,
  payments,
  runs,
  bankReturns,
  openLines,
  figures,
  moneyFigures,
  spreadsheets,
  programs,
  policyLibrary,
  policyParameters,
  policyRules,
  policyPublishing,
  calendar,
  stations,
  staff,
  recoveries,
  audit,
  deadEvents,
]
/** One case, opened from the queue. */
export const CasePage = lazy(() => import('./case/index'))
/** The account of whoever is signed in. */
export const AccountPage = lazy(() => import('./account/index'))
