-- An authorisation that is being prepared: kept as a draft (DRAFT), taken up again, then handed in, granted or discarded. A draft
-- carries no signature, has no leaf of a grant, and is nobody's but the firm's.

-- What is not signed was told to nobody: a recipient sees no consent that only waits to be granted.
ALTER POLICY recipient ON public.consent
  USING ("institutionId" = (SELECT guard.tenant('INSTITUTION')) AND "signedConsent" IS NOT NULL);

-- And what was signed never is a draft again, so that its terms cannot be written anew.
CREATE OR REPLACE FUNCTION guard.consent_as_signed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.state IN ('ACTIVE', 'PAUSED', 'REVOKED') AND (NEW."signedConsent" IS NULL OR NEW."grantedBy" IS NULL OR NEW."grantedAt" IS NULL) THEN
    RAISE EXCEPTION 'a consent in force is signed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state IN ('DRAFT', 'PENDING') AND NEW."signedConsent" IS NOT NULL THEN
    RAISE EXCEPTION 'what is being prepared is not signed' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state IN ('REVOKED', 'EXPIRED', 'REJECTED') AND NEW.state <> OLD.state
    AND current_user IN ('app_tenant', 'app_worker') THEN
    RAISE EXCEPTION 'what ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;

-- Writes the terms of a draft anew, or hands it in with them. To whom and what for it is stays as it was begun. False when it is
-- no draft any more, or somebody was quicker.
CREATE FUNCTION guard.rewrite_draft(consent_id uuid, seen_version integer, next_state text, terms jsonb, prepared_by_name text,
  prepared_at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF next_state NOT IN ('DRAFT', 'PENDING') THEN
    RAISE EXCEPTION 'a draft stays one or is handed in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE public.consent c SET state = next_state::public."ConsentState", version = seen_version + 1,
    "dataClasses" = t."dataClasses", "personalClasses" = t."personalClasses", "consentMode" = t."consentMode", "fetchType" = t."fetchType",
    "startsAt" = t."startsAt", "expiresAt" = t."expiresAt", "lookbackMonths" = t."lookbackMonths", "retentionUnit" = t."retentionUnit",
    "retentionValue" = t."retentionValue", "frequencyUnit" = t."frequencyUnit", "frequencyValue" = t."frequencyValue",
    "noticeVersion" = t."noticeVersion", "noticeHash" = t."noticeHash", "noticeLanguage" = t."noticeLanguage",
    "schemaVersion" = t."schemaVersion", "preparedBy" = guard.actor(), "preparedByName" = prepared_by_name, "preparedAt" = prepared_at
  FROM jsonb_populate_record(NULL::public.consent, terms) t
  WHERE c."enterpriseId" = guard.tenant('ENTERPRISE') AND c.id = consent_id AND c.version = seen_version AND c.state = 'DRAFT'
    AND c."signedConsent" IS NULL;
  RETURN FOUND;
END
$$;

-- A signatory grants a draft as well as what was handed in: once, whoever else tries at the same time.
CREATE OR REPLACE FUNCTION guard.sign_consent(consent_id uuid, seen_version integer, signed_consent text, granted_by_name text, granted_at timestamptz,
  starts_at timestamptz, notice_version text, notice_hash text, notice_language text, personal_classes text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.consent c SET state = 'ACTIVE', version = seen_version + 1, "signedConsent" = signed_consent, "grantedBy" = guard.actor(),
    "grantedByName" = granted_by_name, "grantedAt" = granted_at, "startsAt" = starts_at, "noticeVersion" = notice_version,
    "noticeHash" = notice_hash, "noticeLanguage" = notice_language, "personalClasses" = personal_classes
  WHERE c."enterpriseId" = guard.tenant('ENTERPRISE') AND c.id = consent_id AND c.version = seen_version AND c.state IN ('DRAFT', 'PENDING')
    AND c."signedConsent" IS NULL;
  RETURN FOUND;
END
$$;

-- A draft whose last day passed ends like what waits to be confirmed.
CREATE OR REPLACE FUNCTION guard.consents_past_end(most integer) RETURNS TABLE (enterprise_id uuid, consent_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c."enterpriseId", c.id FROM public.consent c
  WHERE c.state IN ('DRAFT', 'PENDING', 'ACTIVE', 'PAUSED') AND c."expiresAt" <= now() ORDER BY c."expiresAt" LIMIT most;
END;

REVOKE ALL ON FUNCTION guard.rewrite_draft(uuid, integer, text, jsonb, text, timestamptz) FROM PUBLIC;
ALTER FUNCTION guard.rewrite_draft(uuid, integer, text, jsonb, text, timestamptz) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.rewrite_draft(uuid, integer, text, jsonb, text, timestamptz) TO app_tenant;
