-- An erasure takes the words with the keys (ADR 0024): what stands readable about the firm elsewhere is blanked in the transaction
-- that destroys its keys. Codes, figures and days stay, for a bank has to be able to tell what it decided; so do the name and the
-- register's entry, which are public. The leaves of these rows cannot be opened any more: the firm's pseudonym key went, too.

-- JSON without words: numbers, truth values, codes, days and identifiers stay, other texts become a dash, what people wrote goes.
CREATE FUNCTION guard.codes_only(said jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE jsonb_typeof(said)
    WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(e.key, guard.codes_only(e.value)), '{}') FROM jsonb_each(said) e
                        WHERE e.key NOT IN ('why', 'note', 'explanation', 'text', 'title'))
    WHEN 'array' THEN (SELECT coalesce(jsonb_agg(guard.codes_only(e.value) ORDER BY e.n), '[]') FROM jsonb_array_elements(said) WITH ORDINALITY AS e (value, n))
    WHEN 'string' THEN CASE WHEN said #>> '{}' ~ '^[A-Za-z0-9_.:/+-]*$' THEN said ELSE '"—"' END
    ELSE said END;
END
$$;

-- Everything that is said of the firm in words, and everything that was drawn from its records.
CREATE FUNCTION guard.erase_words(firm uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.portrait p SET "bodyHash" = encode(sha256(convert_to(p.body::text, 'UTF8')), 'hex'), body = NULL, "erasedAt" = now(),
    "staleSince" = coalesce(p."staleSince", now()) WHERE p."enterpriseId" = firm AND p.body IS NOT NULL;
  DELETE FROM public.portrait_answer a WHERE a."enterpriseId" = firm;
  UPDATE public.declaration d SET "values" = '{}' WHERE d."enterpriseId" = firm;
  UPDATE public.document d SET content = NULL, state = 'STOPPED' WHERE d."organisationId" = firm;
  UPDATE public.credit_report r SET addressee = NULL WHERE r."enterpriseId" = firm;
  UPDATE public.verification v SET claim = '', "signedAnswer" = NULL, "erasedAt" = now() WHERE v."enterpriseId" = firm AND v."erasedAt" IS NULL;
  UPDATE public.source_correction c SET keys = '{}' WHERE c."enterpriseId" = firm;
  DELETE FROM public.application_draft d WHERE d."enterpriseId" = firm;
  UPDATE public.application a SET "purposeDetail" = '—', "debtsElsewhere" = guard.codes_only(a."debtsElsewhere") WHERE a."enterpriseId" = firm;
  UPDATE public.application_event e SET detail = guard.codes_only(e.detail) WHERE e."enterpriseId" = firm;
  UPDATE public.decision d SET explanation = NULL, adverse = guard.codes_only(d.adverse) WHERE d."enterpriseId" = firm;
  UPDATE public.disbursement d SET "reversalReason" = '—' WHERE d."enterpriseId" = firm AND d."reversalReason" IS NOT NULL;
  UPDATE public.repayment r SET "reversalReason" = '—' WHERE r."enterpriseId" = firm AND r."reversalReason" IS NOT NULL;
  UPDATE public.consent_copy c SET note = NULL WHERE c."enterpriseId" = firm;
  UPDATE public.enterprise_claim c SET "settlementNote" = NULL FROM public.enterprise e WHERE e."enterpriseId" = firm AND c."creditCode" = e."creditCode";
  UPDATE public.ledger_entry l SET body = guard.codes_only(l.body) WHERE l."enterpriseId" = firm OR l."organisationId" = firm;
  DELETE FROM public.notice n WHERE n."organisationId" = firm;
  UPDATE guard.canary c SET note = '—' WHERE c.enterprise_id = firm;
  UPDATE guard.alert a SET facts = guard.codes_only(a.facts) WHERE a.enterprise_id = firm;
  UPDATE guard.scoring_item i SET result = guard.codes_only(i.result) WHERE i.enterprise_id = firm;
END
$$;

CREATE FUNCTION guard.erase_words_of() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.erase_words(NEW.subject_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER erase_words AFTER UPDATE OF verdict ON guard.erasure FOR EACH ROW
  WHEN (NEW.subject = 'ENTERPRISE' AND NEW.verdict = 'CONFIRM') EXECUTE FUNCTION guard.erase_words_of();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['codes_only(jsonb)', 'erase_words(uuid)', 'erase_words_of()'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
