-- A refusal tells the enterprise which adverse factors of its portrait it rests on (ADR 0022). The statement is written with the
-- decision and, like it, never changed: no role but the owner may update a decision. The ledger's leaf of the decision holds
-- the digest. What an officer proposes is only the choice, by name, and stays within the bank.
ALTER TABLE public.decision
  ADD COLUMN adverse jsonb,
  ADD COLUMN "adverseDigest" text,
  ADD CONSTRAINT decision_adverse_with_digest CHECK ((adverse IS NULL) = ("adverseDigest" IS NULL)),
  ADD CONSTRAINT decision_adverse_of_refusal CHECK (adverse IS NULL OR outcome = 'REJECT');

ALTER TABLE public.recommendation ADD COLUMN adverse text[] NOT NULL DEFAULT '{}';
