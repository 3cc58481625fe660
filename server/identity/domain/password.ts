import { done, type Outcome, refused } from '@/server/kernel/outcome'

export type PasswordRefusal =
  | 'identity.password-short'
  | 'identity.password-long'
  | 'identity.password-common'
  | 'identity.password-has-name'

const shortest = 12
const longest = 128

/** Long passwords that every guessing list begins with, and the words of this place. Compared in lower case. */
const common = [
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'password2026',
  'passw0rd1234',
  'p@ssw0rd1234',
  'p@ssword1234',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'qwerty123456',
  'qwertyqwerty',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'q1w2e3r4t5y6',
  'qazwsxedcrfv',
  'zaq12wsxcde3',
  'zxcvbnmasdfgh',
  'asdfghjkl123',
  'asdfghjkl1234',
  'iloveyou1234',
  'iloveyou1314',
  'woaini1314520',
  'woaini5201314',
  'woaiwojia1314',
  'administrator',
  'admin1234567',
  'admin12345678',
  'admin123456789',
  'administrator1',
  'letmein12345',
  'welcome12345',
  'welcome123456',
  'changeme1234',
  'changeme12345',
  'abcd12345678',
  'abc123456789',
  'a12345678910',
  'a1234567890b',
  '5201314520131',
  '147258369147',
  '123qweasdzxc',
  '1234qwerasdf',
  'qweasdzxc123',
  'test12345678',
  'root12345678',
  'superuser123',
  'creditloan12',
  'crediteasyloan',
  'credit-easy-loan',
  'xinyidai1234',
  'xinyidai123456',
  'xinyidai2026',
  'yulin1234567',
  'yulinxinyidai',
]
const commonSet = new Set(common)

/**
 * NIST SP 800-63B: length and a block list, no rules of composition and no expiry. Counts characters, not bytes; the
 * login name may not be inside.
 */
export function checkPassword(password: string, loginName: string): Outcome<null, PasswordRefusal> {
  const text = password.normalize('NFKC').toLowerCase()
  const length = [...text].length
  if (length < shortest) return refused('identity.password-short')
  if (length > longest) return refused('identity.password-long')
  const name = loginName.normalize('NFKC').toLowerCase()
  if (name.length >= 4 && text.includes(name)) return refused('identity.password-has-name')
  if (commonSet.has(text) || isRepetition(text) || isRun(text)) return refused('identity.password-common')
  return done(null)
}

/** A piece of up to four characters over and over: aaaaaaaaaaaa, abcabcabcabc. */
const isRepetition = (text: string) =>
  [1, 2, 3, 4].some((size) => text.split('').every((char, index) => char === text[index % size]))

/** Every character the next or the previous of the one before: 123456789012, zyxwvutsrqpo. Nine goes on with zero. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((char, index) => (char.charCodeAt(0) - text.charCodeAt(index) + 10) % 10)
  return steps.every((step) => step === 1) || steps.every((step) => step === 9)
}
