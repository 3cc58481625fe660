import { useTranslations } from 'next-intl'
import { ToolForm } from '@/components/public/tool-form'
import { TextField } from '@/components/ui/text-field'

type Props = { number?: string; code?: string; faults?: readonly { path: 'number' | 'code'; message: string }[] }

/** Number and check code as they are printed; the answer is a page of its own. */
export function VerifyForm({ number = '', code = '', faults = [] }: Props) {
  const t = useTranslations('report.verify')
  const faultOf = (path: string) => faults.find((fault) => fault.path === path)?.message
  return (
    <ToolForm path="/verify" submit={t('submit')} faults={faults}>
      <TextField
        id="number"
        name="number"
        label={t('number')}
        hint={t('numberHint')}
        defaultValue={number}
        error={faultOf('number')}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        id="code"
        name="code"
        label={t('code')}
        hint={t('codeHint')}
        defaultValue={code}
        error={faultOf('code')}
        autoComplete="off"
        spellCheck={false}
      />
    </ToolForm>
  )
}
