import { useTranslations } from 'next-intl'
import { TextField } from '@/components/ui/text-field'

type Props = { label: string }

/** A password that is being chosen. */
export function NewPasswordField({ label }: Props) {
  const hint = useTranslations('identity.register.people')('passwordHint')
  return <TextField name="password" label={label} hint={hint} type="password" autoComplete="new-password" maxLength={128} />
}

/** A login name that is being chosen. */
export function NewLoginNameField({ label }: Props) {
  const hint = useTranslations('identity.register.people')('loginNameHint')
  return <TextField name="loginName" label={label} hint={hint} autoComplete="username" spellCheck={false} maxLength={64} />
}

/** The code that was sent to the contact on the register. */
export function ChallengeCodeField({ label }: Props) {
  const hint = useTranslations('identity.register.confirm')('codeHint')
  return <TextField name="code" label={label} hint={hint} inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
}
