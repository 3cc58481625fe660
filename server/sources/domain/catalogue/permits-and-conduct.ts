import type { Group } from './table'

/** What it may do, and how it has behaved: classes 07 to 09. */
export const permitsAndConduct: readonly Group[] = [
  [
    '07',
    'PERMIT',
    'approval',
    'PULL',
    [['permit.permits', ['行政许可', 'Permits'], 'approval', 'permit', 'ON_CHANGE', 7, 120, 'P', 'C']],
  ],
  [
    '07',
    'PENALTY',
    'credit',
    'PULL',
    [['penalty.penalties', ['行政处罚', 'Administrative penalties'], 'credit', 'penalty', 'ON_CHANGE', 7, 36, 'P', 'CR']],
  ],
  [
    '08',
    'COURT',
    'court',
    'PULL',
    [
      ['court.cases', ['涉诉案件', 'Lawsuits'], 'court', 'court', 'DAILY', 1, 60, 'I*', 'CR'],
      ['court.defaulter', ['失信被执行人', 'Court defaulters'], 'court', 'court', 'DAILY', 1, 60, 'P*', 'C'],
    ],
  ],
  [
    '09',
    'LIST',
    'credit',
    'PULL',
    [
      [
        'list.entries',
        ['严重失信、经营异常和守信激励名单', 'Lists of the dishonest and the trustworthy'],
        'credit',
        'sharing',
        'DAILY',
        1,
        60,
        'P',
        'C',
      ],
      ['list.evaluation', ['公共信用综合评价', 'Public credit evaluation'], 'credit', 'sharing', 'YEARLY', 150, 60, 'P', 'C'],
    ],
  ],
]
