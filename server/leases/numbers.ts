/** What a lease is called: `ZL000123`. */
export const leaseNumber = (serial: number): string => `ZL${String(serial).padStart(6, '0')}`
/** What a repair is called: `BX000123`. */
export const repairNumber = (serial: number): string => `BX${String(serial).padStart(6, '0')}`

/** Under which reference a bill is charged; one charge under each. */
export const referenceOf = (billId: string): string => `lease-bill:${billId}`
