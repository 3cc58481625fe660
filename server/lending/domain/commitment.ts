/**
 * The credit commitment (信用承诺) that the enterprise signs with its application, by version. A published version never
 * changes a character: its SHA-256 is stored with the application. New words, new version.
 */
export const currentCommitmentVersion = 'credit-commitment/1'

export type CommitmentLanguage = 'zh-CN' | 'en'
export type CommitmentFacts = { enterpriseName: string; creditCode: string; institutionName: string; productName: string }

const versions: Record<string, Record<CommitmentLanguage, (facts: CommitmentFacts) => string[]>> = {
  [currentCommitmentVersion]: {
    'zh-CN': (facts) => [
      '信用承诺书',
      `${facts.enterpriseName}（统一社会信用代码 ${facts.creditCode}）就申请${facts.institutionName}“${facts.productName}”郑重承诺：`,
      '一、所提供的资料和所申报的其他债务真实、准确、完整，无隐瞒、无遗漏。',
      '二、贷款按约定用途使用，不流入房地产、证券、期货等领域，不转借他人。',
      '三、按合同约定按期还本付息；经营情况发生重大变化时及时告知金融机构。',
      '四、遵守法律法规，依法纳税，依法缴纳社会保险费。',
      '五、违反上述承诺的，愿意依法承担相应责任，并同意将违诺情况依法记入信用记录。',
    ],
    en: (facts) => [
      'Credit commitment',
      `${facts.enterpriseName} (credit code ${facts.creditCode}), applying for “${facts.productName}” of ${facts.institutionName}, declares:`,
      '1. The documents supplied and the debts declared elsewhere are true, accurate and complete; nothing is hidden or left out.',
      '2. The loan is used for the purpose agreed, does not go into property, securities or futures, and is not lent on.',
      '3. Principal and interest are paid when due under the contract; the institution is told at once of any major change in the business.',
      '4. The enterprise keeps the law, and pays its taxes and social security contributions.',
      '5. For any breach the enterprise bears the consequences under the law, and agrees that the breach is entered in its credit record.',
    ],
  },
}

/** The text as it is shown, signed and hashed (UTF-8); undefined for a version that never was. */
export const commitmentText = (version: string, language: CommitmentLanguage, facts: CommitmentFacts): string | undefined =>
  versions[version]?.[language]?.(facts).join('\n')
