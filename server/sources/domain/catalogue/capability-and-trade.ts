import type { Group } from './table'

/** What it can do, and with whom it deals: classes 10 to 13. */
export const capabilityAndTrade: readonly Group[] = [
  [
    '10',
    'INTELLECTUAL_PROPERTY',
    'market',
    'PULL',
    [
      [
        'ip.rights',
        ['专利、商标和软件著作权', 'Patents, trade marks and software'],
        'market',
        'patent',
        'MONTHLY',
        20,
        120,
        'P',
        'C',
      ],
    ],
  ],
  [
    '10',
    'QUALIFICATION',
    'science',
    'PUSH',
    [
      [
        'qualification.technology',
        ['科技型中小企业、高新技术企业', 'Technology SMEs and high-tech enterprises'],
        'science',
        'sharing',
        'YEARLY',
        120,
        60,
        'P',
        'C',
      ],
      [
        'qualification.specialised',
        ['创新型、专精特新中小企业', 'Innovative and specialised SMEs'],
        'industry',
        'sharing',
        'YEARLY',
        120,
        60,
        'P',
        'C',
      ],
    ],
  ],
  [
    '11',
    'PROCUREMENT',
    'trading',
    'PUSH',
    [['procurement.bids', ['投标和中标', 'Bids and awards'], 'trading', 'bidding', 'MONTHLY', 20, 60, 'I', 'CR']],
  ],
  [
    '12',
    'SUBSIDY',
    'finance',
    'PUSH',
    [['subsidy.grants', ['政府补助和奖励', 'Subsidies and rewards'], 'finance', 'openness', 'MONTHLY', 20, 60, 'P', 'CR']],
  ],
  [
    '13',
    'CUSTOMS',
    'customs',
    'PULL',
    [
      [
        'customs.grade',
        ['海关备案和信用等级', 'Customs filing and credit grade'],
        'customs',
        'customs',
        'ON_CHANGE',
        null,
        36,
        'P',
        'C',
      ],
      ['customs.trade', ['进出口额', 'Imports and exports'], 'customs', 'customs', 'MONTHLY', 20, 36, 'C$', 'CR'],
    ],
  ],
]
