'use client'
import { type ReactNode, useState } from 'react'

type Props = {
  /** The radio group `claimant`. */
  choice: ReactNode
  /** Fields for the legal representative, for others, and what an agent needs besides. */
  representative: ReactNode
  other: ReactNode
  agent: ReactNode
}

/** Asks only for what the chosen kind of claimant has to say. */
export function ClaimantFields({ choice, representative, other, agent }: Props) {
  const [claimant, setClaimant] = useState('')
  return (
    <>
      <div onChange={(event) => event.target instanceof HTMLInputElement && setClaimant(event.target.value)}>{choice}</div>
      {claimant === 'LEGAL_REPRESENTATIVE' ? representative : null}
      {claimant === 'OWNER' || claimant === 'AGENT' ? other : null}
      {claimant === 'AGENT' ? agent : null}
    </>
  )
}
