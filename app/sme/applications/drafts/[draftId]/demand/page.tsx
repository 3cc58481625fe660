import { getTranslations } from 'next-intl/server'
import { DemandForm } from '@/components/apply/demand-form'
import { StepFrame } from '@/components/apply/step-frame'
import { type DraftParams, openDraft } from '../open-draft'

export async function generateMetadata() {
  return { title: (await getTranslations('apply.steps'))('demand') }
}

export default async function DemandPage(props: DraftParams) {
  const { draft, offered, target, list } = await openDraft(props, 'demand')
  return (
    <StepFrame draftId={draft.id} step="demand" product={offered.published} changed={!offered.isCurrent}>
      <DemandForm product={offered.published} answers={draft.answers} target={target} doneHref={list} />
    </StepFrame>
  )
}
