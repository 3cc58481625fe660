// 征信业管理条例 art. 14: religion, genes, fingerprints, blood type, diseases and their history may not be collected at all.
// No schema has a place for them: where a name or a value could be, none of these words stands.
const words = [
  ...['religion', 'religious', 'faith', 'gene', 'genes', 'genetic', 'genome', 'dna', 'fingerprint', 'fingerprints', 'biometric'],
  ...['blood', 'disease', 'diseases', 'illness', 'illnesses', 'diagnosis', 'medical', 'pathology'],
]
const chinese = /宗教|信仰|基因|指纹|血型|疾病|病史|病历|诊断/

/** camelCase, SNAKE_CASE and plain text as words: "general" is not "gene". */
const tokens = (text: string) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
/** Whether a name or a value speaks of such data. */
export const isForbidden = (text: string) => chinese.test(text) || tokens(text).some((token) => words.includes(token))
