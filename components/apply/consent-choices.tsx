import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice-field'
import { type DataClass, dataClasses } from '@/server/sources/schema'
import { consentDays, consentMonths, retentionMonths } from './consent-query'

/** The scope of the consent, as a GET form: it leads to the notice and writes nothing. */
export function ConsentChoices({
  path,
  required,
  incomplete,
}: {
  path: string
  required: readonly DataClass[]
  incomplete: boolean
}) {
  const t = useTranslations('apply.consent')
  const names = useTranslations('consent.dataClasses')
  const list = new Intl.ListFormat(useLocale())
  return (
    <form action={path} method="get" className="grid gap-6">
      {incomplete ? <Banner tone="danger" title={t('choose')} /> : null}
      <fieldset className="grid max-w-xl gap-1.5">
        <legend className="float-left w-full font-semibold">{t('classes')}</legend>
        <p className="text-14 text-fg-2">
          {t('required', { classes: list.format(required.map((one) => names(one))) })} {t('optional')}
        </p>
        {dataClasses.map((one) => (
          <label key={one} className="flex items-center gap-3 p-1">
            <input type="checkbox" name="classes" value={one} className="size-5 accent-primary" />
            {names(one)}
            {required.includes(one) ? <span className="text-14 text-fg-2">{t('requiredMark')}</span> : null}
          </label>
        ))}
      </fieldset>
      <RadioGroup
        name="days"
        label={t('days')}
        options={consentDays.map((value) => ({ value: String(value), label: t(`d${value}`) }))}
      />
      <RadioGroup
        name="months"
        label={t('lookback')}
        options={consentMonths.map((value) => ({ value: String(value), label: t(`m${value}`) }))}
      />
      <RadioGroup
        name="keep"
        label={t('retention')}
        hint={t('retentionHint')}
        options={retentionMonths.map((value) => ({ value: String(value), label: t(`r${value}`) }))}
      />
      <p className="text-14 text-fg-2">{t('refuse')}</p>
      <div>
        <Button type="submit" variant="primary">
          {t('read')}
        </Button>
      </div>
    </form>
  )
}
