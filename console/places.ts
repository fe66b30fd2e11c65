import { lazy } from 'react'
import type { Place } from './place'
import { audit } from './audit/place'
import { bankReturns, openLines } from './bank-returns/place'
import { budgets } from './budgets/place'
import { chainBook, chainGaps } from './chains/place'
import { charges } from './charges/place'
import { choosing } from './choosing/place'
import { calendar } from './calendar/place'
import { deadEvents } from './dead-events/place'
import { employers } from './employers/place'
import { engagements } from './engagements/place'
import { spreadsheets } from './exports/place'
import { fairs } from './fairs/place'
import { figures } from './figures/place'
import {
  internshipAgreements,
  internshipBases,
  internshipMonths,
  internshipRounds,
} from './internships/place'
import { leases } from './leases/place'
import { flatBoard, flatFigures, flatImports, flatProjects } from './housing/place'
import { messages } from './messages/place'
import { moneyFigures } from './money-figures/place'
import { overdueAnswers } from './overdue-answers/place'
import { payments } from './payments/place'
import { policyFacts, policyLibrary, policyParameters, policyPublishing, policyRules } from './policies/place'
import { pool } from './pool/place'
import { postChecks } from './post-checks/place'
import { programs } from './programs/place'
import { investmentComparison, investmentProjects } from './projects/place'
import { queue } from './queue/place'
import { recoveries } from './recoveries/place'
import { referrals } from './referrals/place'
import { rounds } from './rounds/place'
import { runs } from './runs/place'
import { staff } from './staff/place'
import { strandedLeads, stations } from './stations/place'
import { subsidies } from './subsidies/place'
import { stays } from './stays/place'
import { workspacePlan, workspaceTenants } from './workspaces/place'

/** The pages of the console, in the order of the navigation. */
export const places: readonly Place[] = [
  queue,
  referrals,
  pool,
  employers,
  postChecks,
  investmentProjects,
  overdueAnswers,
  fairs,
  internshipBases,
  internshipAgreements,
  internshipRounds,
  engagements,
  workspaceTenants,
  leases,
  rounds,
  choosing,
  strandedLeads,
  flatBoard,
  messages,
  budgets,
  subsidies,
  internshipMonths,
  payments,
  runs,
  bankReturns,
  openLines,
  charges,
  figures,
  moneyFigures,
  flatFigures,
  chainGaps,
  investmentComparison,
  spreadsheets,
  programs,
  policyLibrary,
  policyParameters,
  policyFacts,
  policyRules,
  policyPublishing,
  chainBook,
  calendar,
  stations,
  stays,
  workspacePlan,
  flatProjects,
  flatImports,
  staff,
  recoveries,
  audit,
  deadEvents,
]
/** One case, opened from the queue. */
export const CasePage = lazy(() => import('./case/index'))
/** The account of whoever is signed in. */
export const AccountPage = lazy(() => import('./account/index'))
