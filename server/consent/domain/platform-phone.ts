/** The platform's service telephone, as notices, receipts and screens name it; it cannot be dialled. */
export const platformPhone = '0912-000-0000'
