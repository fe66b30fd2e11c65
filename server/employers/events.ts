declare module '../core/outbox' {
  interface Events {
    'employer.submitted': { employerId: string }
    /** The office verified it, for the first time or again after a suspension. */
    'employer.verified': { employerId: string }
    'employer.returned': { employerId: string }
    'employer.suspended': { employerId: string }
    /** Struck off or left: whatever of it is open in another room ends. */
    'employer.closed': { employerId: string }
    'employer.joined': { employerId: string; personId: string }
    /** Somebody is no longer of its people: what they were given to do falls to the others. */
    'employer.left': { employerId: string; personId: string; removed: boolean }
    'employer.right-changed': { employerId: string; personId: string }
    'employer.join-asked': { requestId: string }
    'employer.join-decided': { requestId: string }
    'employer.look-limit-reached': { employerId: string; day: string }
    /** Nobody of its people is an owner any more. */
    'employer.ownerless': { employerId: string }
  }
}

export {}
