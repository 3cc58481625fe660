import type { CardTerms } from './card-terms'
import { factor, yuan } from './score-card'

// EXPERT-2026.4 scores by what the firm does: how it sells, files, insures its staff, pays its bills and lasts. Records, lists,
// courts and the grades that authorities give stand beside the score (axes.ts) and bar by themselves (gates.ts): no factor reads
// them. Late filings, arrears and late bills are conduct that the firm's own months tell, and stay.

const operation = [
  factor('operation.salesGrowth12m', 18, 0, [-3000, 8], [-1000, 16], [0, 24], [1000, 30], [3000, 35]),
  factor('operation.salesGrowth3m', 15, 0, [-3000, 8], [-1000, 15], [0, 22], [1500, 30]),
  factor('operation.salesVolatility12m', 16, 30, [1501, 24], [3001, 16], [5001, 8], [8001, 0]),
  factor('operation.salesPeakShare12m', 5, 8, [1501, 6], [2501, 3], [4001, 0]),
  factor('operation.salesPerHead12m', 9, 0, [yuan(100_000), 6], [yuan(300_000), 12], [yuan(600_000), 18]),
]
const tax = [
  factor(
    'tax.taxableSales12m',
    16,
    0,
    [yuan(500_000), 10],
    [yuan(2_000_000), 20],
    [yuan(5_000_000), 28],
    [yuan(20_000_000), 36],
    [yuan(50_000_000), 40],
  ),
  factor('tax.taxPaid12m', 8, 0, [yuan(10_000), 5], [yuan(50_000), 10], [yuan(200_000), 14], [yuan(1_000_000), 18]),
  factor('tax.taxPaidGrowth12m', 4, 0, [-3000, 2], [-1000, 4], [0, 6], [1000, 8]),
  factor('tax.zeroDeclarationMonths12m', 14, 20, [1, 15], [2, 10], [4, 5], [7, 0]),
  factor('tax.lateFilings12m', 19, 25, [1, 16], [2, 9], [4, 0]),
  factor('tax.unfiledMonths12m', 12, 15, [1, 6], [2, 0]),
  factor('tax.arrears', 17, 22, [1, 8], [yuan(10_000), 4], [yuan(100_000), 0]),
]
const socialSecurity = [
  factor('social.insuredHeadcount', 7, 0, [1, 5], [5, 8], [20, 12], [100, 17]),
  factor('social.headcountTrend12m', 11, 0, [-2000, 5], [-500, 11], [0, 15], [500, 18], [2000, 20]),
  factor('social.headcountVolatility12m', 7, 12, [501, 8], [1501, 4], [3001, 0]),
  factor('social.wageBasePerHead12m', 6, 0, [yuan(3000), 5], [yuan(4000), 8], [yuan(6000), 12]),
  factor('social.arrearsMonths12m', 19, 25, [1, 14], [2, 7], [4, 0]),
  factor('social.arrearsMonths24m', 4, 5, [1, 3], [3, 0]),
  factor('social.arrears', 14, 18, [1, 7], [yuan(10_000), 3], [yuan(100_000), 0]),
]
const utilities = [
  factor('utilities.capacityScore', 7, 0, [20, 6], [60, 10], [210, 14], [1010, 17]),
  factor('utilities.capacityUtilisation', 8, 0, [3000, 5], [5000, 8], [7000, 12], [9000, 15]),
  factor('utilities.capacityGrowth12m', 10, 0, [-3000, 4], [-1000, 9], [0, 13], [1000, 16], [3000, 18]),
  factor('utilities.onTimePayment12m', 22, 0, [6000, 8], [8000, 16], [9000, 22], [10_000, 30]),
  factor('utilities.electricityVolatility12m', 3, 5, [3001, 3], [6001, 0]),
  factor('utilities.idleMonths12m', 6, 8, [1, 4], [3, 0]),
  factor('utilities.electricityArrears', 6, 8, [1, 3], [yuan(10_000), 0]),
  factor('utilities.waterOnTimePayment12m', 2, 0, [8000, 2], [10_000, 3]),
  factor('utilities.gasOnTimePayment12m', 2, 0, [8000, 2], [10_000, 3]),
]
const stability = [
  factor('stability.ageMonths', 17, 0, [12, 9], [24, 16], [36, 22], [60, 29], [120, 35]),
  factor('stability.representativeChanges24m', 8, 10, [1, 5], [2, 0]),
  factor('stability.addressChanges24m', 4, 5, [1, 3], [2, 0]),
  factor('stability.shareholderChanges24m', 4, 5, [1, 3], [3, 0]),
  factor('stability.paidInShare', 5, 0, [2500, 3], [5000, 6], [10_000, 10]),
]
/**
 * The card that comes with this release. It is no built-in card: two people publish it, as any other (ADR 0025); a new
 * demonstration city begins with it.
 */
export const shippedCard: CardTerms = {
  version: 'EXPERT-2026.4',
  basis: 'EXPERT',
  catalogue: '2026.4',
  base: 300,
  cutOffs: [
    { grade: 'A', from: 750 },
    { grade: 'B', from: 705 },
    { grade: 'C', from: 635 },
    { grade: 'D', from: 565 },
    { grade: 'E', from: 300 },
  ],
  factors: [...operation, ...tax, ...socialSecurity, ...utilities, ...stability],
}
