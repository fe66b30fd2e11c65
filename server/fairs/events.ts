declare module '../core/outbox' {
  interface Events {
    'fair.published': { fairId: string }
    /** Its time or place changed after it was published. */
    'fair.moved': { fairId: string }
    'fair.cancelled': { fairId: string }
    /** A page of those who signed up is told that it was cancelled, or is elsewhere now. */
    'fair.tickets-left': { fairId: string; what: 'cancelled' | 'moved'; after: string | null }
    'fair-booth.invited': { boothId: string }
    'fair-booth.asked': { boothId: string }
    'fair-booth.decided': { boothId: string }
    'fair-booth.cancelled': { boothId: string; byOffice: boolean }
    /** Its employer was suspended at this moment, and is verified again. */
    'fair-booth.restored': { boothId: string; since: string }
    'fair-place.called': { placeId: string }
    /** Who was called did not come. */
    'fair-place.passed': { placeId: string }
    'fair-place.done': { placeId: string }
    /** It ended and nobody left it. */
    'fair-place.ended': { placeId: string }
    'fair-ticket.came': { ticketId: string }
  }
}

export {}
