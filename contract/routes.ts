import { accountRoutes } from './accounts'
import { applicationRoutes } from './applications'
import { bankReturnRoutes } from './bank-returns'
import { cityRoutes } from './city'
import { credentialRoutes } from './credentials'
import { deadEventRoutes } from './dead-events'
import { evidenceRoutes } from './evidence'
import { graduateRoutes } from './graduates'
import { ledgerRoutes } from './ledger'
import { officeRoutes } from './office'
import { policyRoutes } from './policies'
import { policyOfferRoutes } from './policy-offers'
import { policyOfficeRoutes } from './policy-office'
import { poolRoutes } from './pool'
import { profileRoutes } from './profiles'
import { referralRoutes } from './referrals'
import { reviewRoutes } from './review'
import type { ReplyOf, RequestParts } from './route'
import { staffRoutes } from './staff'
import { stationRoutes } from './stations'
import { subsidyRoutes } from './subsidies'

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
  ...referralRoutes,
  ...ledgerRoutes,
  ...bankReturnRoutes,
  ...policyRoutes,
  ...subsidyRoutes,
  ...policyOfferRoutes,
  ...policyOfficeRoutes,
  ...poolRoutes,
  ...officeRoutes,
  ...deadEventRoutes,
}

/** The table of routes as a type. */
export type Routes = typeof routes
/** A route string such as `'POST /scans'`. */
export type RouteName = keyof Routes
/** What a route takes. */
export type RequestOf<R extends RouteName> = RequestParts<Routes[R]>
/** What a route answers. */
export type ResponseOf<R extends RouteName> = ReplyOf<Routes[R]>
