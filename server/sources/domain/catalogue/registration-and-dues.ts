import type { Group } from './table'

/** Who the enterprise is, and what it pays to the state: classes 01 to 04. */
export const registrationAndDues: readonly Group[] = [
  [
    '01',
    'REGISTRATION',
    'market',
    'PULL',
    [
      ['registration.identity', ['企业登记基本信息', 'Registration'], 'market', 'disclosure', 'ON_CHANGE', null, 120, 'P*', 'C'],
      [
        'registration.capital',
        ['注册资本和实缴资本', 'Registered and paid-in capital'],
        'market',
        'disclosure',
        'ON_CHANGE',
        null,
        120,
        'P',
        'CR',
      ],
      [
        'registration.changes',
        ['登记事项变更', 'Changes of the registration'],
        'market',
        'disclosure',
        'ON_CHANGE',
        null,
        120,
        'P*',
        'C',
      ],
    ],
  ],
  [
    '02',
    'TAX',
    'tax',
    'PULL',
    [
      ['tax.sales', ['增值税申报销售额', 'Declared taxable sales'], 'tax', 'tax', 'MONTHLY', 15, 36, 'C$', 'CRTX'],
      ['tax.paid', ['缴纳税款', 'Tax paid'], 'tax', 'tax', 'MONTHLY', 15, 36, 'C$', 'CRT'],
      ['tax.grades', ['纳税信用等级', 'Tax credit grade'], 'tax', 'tax', 'YEARLY', 120, 60, 'I', 'C'],
      ['tax.arrears', ['欠税', 'Tax arrears'], 'tax', 'tax', 'DAILY', 1, 36, 'I', 'CR'],
      [
        'tax.invoices',
        ['开票金额按购方汇总（购方由税务部门去标识）', 'Invoiced amounts by buyer (pseudonyms given by the tax service)'],
        'tax',
        'tax',
        'MONTHLY',
        15,
        12,
        'C$',
        'CRT',
      ],
    ],
  ],
  [
    '03',
    'SOCIAL_SECURITY',
    'hrss',
    'PULL',
    [
      ['social.headcount', ['参保人数', 'Insured headcount'], 'hrss', 'insurance', 'MONTHLY', 25, 36, 'C$', 'CRTX'],
      ['social.base', ['缴费基数', 'Contribution base'], 'hrss', 'insurance', 'MONTHLY', 25, 36, 'C$', 'CRT'],
      ['social.arrears', ['社会保险费欠缴', 'Contributions in arrears'], 'hrss', 'insurance', 'MONTHLY', 25, 36, 'I', 'CR'],
    ],
  ],
  [
    '04',
    'HOUSING_FUND',
    'fund',
    'PUSH',
    [
      ['fund.contributors', ['缴存人数', 'Contributors'], 'fund', 'fund', 'MONTHLY', 20, 36, 'C$', 'CRTX'],
      ['fund.deposits', ['缴存额和缴存状态', 'Deposits and their state'], 'fund', 'fund', 'MONTHLY', 20, 36, 'C$', 'CRT'],
    ],
  ],
]
