import { accountRoutes } from './accounts'
import { applicationRoutes } from './applications'
import { bankReturnRoutes } from './bank-returns'
import { chainRoutes } from './chains'
import { chargeRoutes } from './charges'
import { choosingRoutes } from './choosing'
import { cityRoutes } from './city'
import { credentialRoutes } from './credentials'
import { deadEventRoutes } from './dead-events'
import { employerRoutes } from './employers'
import { engagementRoutes } from './engagements'
import { evidenceRoutes } from './evidence'
import { fairRoutes } from './fairs'
import { graduateRoutes } from './graduates'
import { housingRoutes } from './housing'
import { housingOfficeRoutes } from './housing-office'
import { internshipBaseRoutes } from './internship-base'
import { internshipOfficeRoutes } from './internship-office'
import { internshipRoutes } from './internships'
import { leaseDeskRoutes } from './lease-desk'
import { leaseRoutes } from './leases'
import { ledgerRoutes } from './ledger'
import { officeRoutes } from './office'
import { policyRoutes } from './policies'
import { policyOfferRoutes } from './policy-offers'
import { policyOfficeRoutes } from './policy-office'
import { poolRoutes } from './pool'
import { postRoutes } from './posts'
import { profileRoutes } from './profiles'
import { projectRoutes } from './projects'
import { referralRoutes } from './referrals'
import { reviewRoutes } from './review'
import { roundDeskRoutes } from './round-desk'
import { roundRoutes } from './rounds'
import type { ReplyOf, RequestParts } from './route'
import { staffRoutes } from './staff'
import { stationRoutes } from './stations'
import { stayRoutes } from './stays'
import { subsidyRoutes } from './subsidies'
import { todoRoutes } from './todos'
import { workspaceRoutes } from './workspaces'

/**
 * Every route of the API, below `/api`. The key is the name of the route everywhere: contract, handler,
 * client call, test.
 */
export const routes = {
  ...cityRoutes,
  ...graduateRoutes,
  ...accountRoutes,
  ...profileRoutes,
  ...staffRoutes,
  ...credentialRoutes,
  ...applicationRoutes,
  ...evidenceRoutes,
  ...reviewRoutes,
  ...stationRoutes,
  ...stayRoutes,
  ...housingRoutes,
  ...housingOfficeRoutes,
  ...choosingRoutes,
  ...roundRoutes,
  ...roundDeskRoutes,
  ...leaseRoutes,
  ...leaseDeskRoutes,
  ...employerRoutes,
  ...postRoutes,
  ...chainRoutes,
  ...fairRoutes,
  ...internshipRoutes,
  ...internshipBaseRoutes,
  ...internshipOfficeRoutes,
  ...engagementRoutes,
  ...projectRoutes,
  ...workspaceRoutes,
  ...referralRoutes,
  ...ledgerRoutes,
  ...bankReturnRoutes,
  ...chargeRoutes,
  ...policyRoutes,
  ...subsidyRoutes,
  ...policyOfferRoutes,
  ...policyOfficeRoutes,
  ...poolRoutes,
  ...officeRoutes,
  ...deadEventRoutes,
  ...todoRoutes,
}

/** The table of routes as a type. */
export type Routes = typeof routes
/** A route string such as `'POST /scans'`. */
export type RouteName = keyof Routes
/** What a route takes. */
export type RequestOf<R extends RouteName> = RequestParts<Routes[R]>
/** What a route answers. */
export type ResponseOf<R extends RouteName> = ReplyOf<Routes[R]>
