import { useLocale, useTranslations } from 'next-intl'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { ActionForm, type ActionFormProps } from '@/components/ui/action-form'
import { Checkbox, CheckboxGroup, RadioGroup } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { MoneyField } from '@/components/ui/money-field'
import { Section } from '@/components/ui/page-header'
import { PercentField, TextArea, TextField } from '@/components/ui/text-field'
import { comparisons, feeBases, feeKinds, guaranteeModes, type ProductDraft, purposes } from '@/server/catalogue/schema'
import { counties } from '@/server/kernel/areas'
import { enterpriseSizes } from '@/server/kernel/enterprise-size'
import { repaymentMethods } from '@/server/kernel/loan/schedule'
import { dimensions, grades, indicatorCatalogue, indicatorIds } from '@/server/portrait/schema'
import { legalForms } from '@/server/sources/schema'
import { useCatalogueText } from './catalogue-text'
import { FeeRows } from './fee-rows'
import { RuleEditor } from './rule-editor'
import { rowsOfRule } from './rule-rows'
import { RuleWords } from './rule-words'

type Props = Pick<ActionFormProps, 'procedure' | 'fixed' | 'labels' | 'onDone' | 'secondary'> & {
  draft: ProductDraft | null
  /** A new product is given its code here; it never changes. */
  withCode: boolean
}

/** A product's whole draft in one form: it is saved as a whole, and refused at the field or row that is wrong. */
export function ProductForm({ draft, withCode, ...form }: Props) {
  const t = useTranslations('catalogue.form')
  return (
    <ActionForm {...form}>
      <RequiredNote />
      <Section title={t('basics')}>
        {withCode ? <TextField name="code" label={t('code')} hint={t('codeHint')} maxLength={32} autoComplete="off" /> : null}
        <TextField name="draft.name" label={t('name')} maxLength={60} defaultValue={draft?.name} />
        <TextField name="draft.nameEn" label={t('nameEn')} maxLength={60} defaultValue={draft?.nameEn} />
        <TextArea name="draft.summary" label={t('summary')} maxLength={600} defaultValue={draft?.summary} />
        <TextArea name="draft.summaryEn" label={t('summaryEn')} maxLength={600} defaultValue={draft?.summaryEn} />
      </Section>
      <OfferFields draft={draft} />
      <WhomFields draft={draft} />
      <RuleFields draft={draft} />
    </ActionForm>
  )
}

type Part = { draft: ProductDraft | null }
const fen = (value: number | undefined) => (value === undefined ? undefined : BigInt(value))
const percent = (bps: number | undefined) => (bps === undefined ? undefined : String(bps / 100))

function OfferFields({ draft }: Part) {
  const t = useTranslations('catalogue.form')
  const own = useTranslations('catalogue')
  const ui = useTranslations('ui.units')
  const text = useCatalogueText()
  const terms = draft?.terms
  return (
    <Section title={t('offer')}>
      <div className="grid max-w-4xl items-end gap-x-6 gap-y-4 md:grid-cols-2">
        <MoneyField name="draft.terms.amountMinFen" label={t('amountMin')} defaultFen={fen(terms?.amountMinFen)} />
        <MoneyField name="draft.terms.amountMaxFen" label={t('amountMax')} defaultFen={fen(terms?.amountMaxFen)} />
        <TextField
          name="draft.terms.termMinMonths"
          label={t('termMin')}
          dataType="int"
          inputMode="numeric"
          suffix={t('monthsUnit')}
          defaultValue={terms?.termMinMonths}
        />
        <TextField
          name="draft.terms.termMaxMonths"
          label={t('termMax')}
          dataType="int"
          inputMode="numeric"
          suffix={t('monthsUnit')}
          defaultValue={terms?.termMaxMonths}
        />
        <PercentField
          name="draft.terms.rateMinSpreadBps"
          label={t('spreadMin')}
          hint={t('spreadHint')}
          defaultValue={percent(terms?.rateMinSpreadBps)}
        />
        <PercentField
          name="draft.terms.rateMaxSpreadBps"
          label={t('spreadMax')}
          defaultValue={percent(terms?.rateMaxSpreadBps)}
        />
      </div>
      <CheckboxGroup
        name="draft.terms.methods"
        label={t('methods')}
        defaultValues={terms?.methods}
        options={repaymentMethods.map((value) => ({ value, label: text.method(value) }))}
      />
      <RadioGroup
        name="draft.terms.guaranteeMode"
        label={t('guarantee')}
        defaultValue={terms?.guaranteeMode}
        options={guaranteeModes.map((value) => ({ value, label: text.guarantee(value) }))}
      />
      <Checkbox
        name="draft.terms.revolving"
        label={t('revolving')}
        text={t('revolving')}
        optional
        defaultChecked={terms?.revolving}
      />
      <div className="grid gap-1.5">
        <p className="font-semibold">{t('fees')}</p>
        <p className="text-14 text-fg-3">{t('feesHint')}</p>
        <FeeRows
          name="draft.terms.fees"
          fees={terms?.fees ?? []}
          kinds={feeKinds.map((value) => ({ value, label: own(`feeKinds.${value}`) }))}
          bases={feeBases.map((value) => ({ value, label: own(`feeBases.${value}`) }))}
          words={{
            add: t('addFee'),
            remove: t.raw('removeFee'),
            kind: t('feeKind'),
            basis: t('feeBasis'),
            value: t('feeValue'),
            yuan: ui('yuan'),
            percent: '%',
          }}
        />
      </div>
    </Section>
  )
}

function WhomFields({ draft }: Part) {
  const t = useTranslations('catalogue.form')
  const own = useTranslations('catalogue.terms')
  const text = useCatalogueText()
  const terms = draft?.terms
  const group = (
    name: string,
    label: string,
    values: readonly string[] | undefined,
    options: { value: string; label: string }[],
  ) => (
    <CheckboxGroup
      name={`draft.terms.${name}`}
      label={label}
      optional
      {...(values ? { defaultValues: values } : {})}
      options={options}
    />
  )
  return (
    <Section title={t('whom')} lead={t('whomHint')}>
      <div className="grid items-start gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-4">
        {group(
          'regions',
          own('regions'),
          terms?.regions,
          counties.map(({ code }) => ({ value: code, label: text.county(code) })),
        )}
        {group(
          'legalForms',
          own('legalForms'),
          terms?.legalForms,
          legalForms.map((value) => ({ value, label: text.legalForm(value) })),
        )}
        {group(
          'sizes',
          own('sizes'),
          terms?.sizes,
          enterpriseSizes.map((value) => ({ value, label: text.size(value) })),
        )}
        {group(
          'purposes',
          own('purposes'),
          terms?.purposes,
          purposes.map((value) => ({ value, label: text.purpose(value) })),
        )}
      </div>
      <TextField
        name="draft.terms.industries"
        label={t('industries')}
        hint={t('industriesHint')}
        optional
        defaultValue={terms?.industries.join(', ')}
      />
    </Section>
  )
}

function RuleFields({ draft }: Part) {
  const t = useTranslations('catalogue.rule')
  const own = useTranslations('catalogue.form')
  const words = useTranslations('indicators')
  const names = useIndicatorText()
  const locale = useLocale()
  const english = locale === 'en'
  const rule = draft?.terms.admissionRule ?? { all: [{ gate: 'NONE' as const }] }
  const indicators = dimensions.map((dimension) => ({
    label: words(`dimensions.${dimension}`),
    options: indicatorIds
      .filter((id) => indicatorCatalogue[id].dimension === dimension)
      .map((value) => ({ value, label: names.name(value) })),
  }))
  const whole = [
    { value: 'gate', label: t('gate') },
    { value: 'score', label: t('score') },
    { value: 'grade', label: t('grade') },
  ]
  return (
    <Section title={own('rule')}>
      <RuleEditor
        name="draft.terms.admissionRule"
        original={rule}
        form={rowsOfRule(rule, english)}
        english={english}
        subjects={[{ label: t('whole'), options: whole }, ...indicators]}
        comparisons={[...comparisons, 'in' as const].map((value) => ({ value, label: words(`operators.${value}`) }))}
        units={{
          FEN: english ? t('unit.yuan') : t('unit.wan'),
          BPS: '%',
          POINTS: words('units.POINTS'),
          COUNT: words('units.COUNT'),
          MONTHS: words('units.MONTHS'),
          KWH: words('units.KWH'),
          M3: words('units.M3'),
        }}
        choices={{
          LETTER: grades.map((value) => ({ value, label: value })),
          GRADE: (['5', '4', '3', '2', '1'] as const).map((value) => ({ value, label: words(`taxGrades.${value}`) })),
          BOOLEAN: (['1', '0'] as const).map((value) => ({ value, label: words(`boolean.${value}`) })),
        }}
        words={{
          joint: t('joint'),
          all: t('all'),
          any: t('any'),
          addCondition: t('addCondition'),
          addGroup: t('addGroup'),
          remove: t('remove'),
          removeRow: t.raw('removeRow'),
          row: t.raw('row'),
          group: t.raw('group'),
          kind: t('kind'),
          op: t('op'),
          value: t('value'),
          preview: t('preview'),
          previewHint: t('previewHint'),
          tooDeep: t('tooDeep'),
          rewrite: t('rewrite'),
          empty: t('empty'),
          separator: english ? ', ' : '、',
          gate: t('gate'),
        }}
        stored={<RuleWords rule={rule} />}
      />
    </Section>
  )
}
