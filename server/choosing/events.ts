declare module '../core/outbox' {
  interface Events {
    /** Somebody chose a flat for good: in a round, or from the standing list in the order of that round. */
    'flat.chosen': {
      roundId: string
      flatId: string
      personId: string
      ticketId: string
      choiceId: string
      /** Whether an officer chose for them. */
      byOffice?: true
    }
    /** What somebody chose is given back before anything was signed; the flat is free again. */
    'choice.returned': { choiceId: string; roundId: string; flatId: string; personId: string }
    /** Two exchanged what they chose: each choice has the other's flat now. */
    'choice.swapped': { swapId: string; choiceIds: [string, string] }
    /** It is somebody's turn; `last`: for the last time. */
    'slot.opened': { slotId: string; roundId: string; personId: string; last?: true }
    /** Somebody let their turn pass. */
    'slot.passed': { slotId: string; roundId: string; personId: string }
    /** Somebody's place went to the next, for good. */
    'slot.settled': { slotId: string; roundId: string; personId: string; outcome: 'refused' | 'passed-over' }
    'swap.changed': { swapId: string }
    'standing.offered': { offerId: string }
    'standing.settled': { offerId: string }
  }
}
export {}
