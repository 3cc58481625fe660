-- What was granted is a leaf (ADR 0023): the terms of every signed consent, and of every sign-off of a person's own, have exactly one
-- leaf, which seals them together with the digest of what the platform signed. Until now only the act and the event of a grant had
-- leaves: whoever widened the terms afterwards, or wrote a consent that nobody had granted, was not named.

-- No names of people: the event of the grant seals who it was. The state and its end are events, and not in here.
CREATE FUNCTION guard.sealed(r public.consent) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."enterpriseId", coalesce(r."grantedBy", '00000000-0000-0000-0000-000000000000'::uuid),
  jsonb_build_object('recipientKind', r."recipientKind", 'institutionId', r."institutionId", 'applicationId', r."applicationId",
    'purpose', r.purpose, 'dataClasses', r."dataClasses", 'personalClasses', r."personalClasses", 'consentMode', r."consentMode",
    'fetchType', r."fetchType", 'startsAt', guard.milliseconds(r."startsAt"), 'expiresAt', guard.milliseconds(r."expiresAt"),
    'lookbackMonths', r."lookbackMonths", 'retentionUnit', r."retentionUnit", 'retentionValue', r."retentionValue",
    'frequencyUnit', r."frequencyUnit", 'frequencyValue', r."frequencyValue", 'noticeVersion', r."noticeVersion",
    'noticeHash', r."noticeHash", 'noticeLanguage', r."noticeLanguage", 'schemaVersion', r."schemaVersion",
    'grantedAt', guard.milliseconds(r."grantedAt"), 'signed', encode(sha256(convert_to(r."signedConsent", 'UTF8')), 'hex'))
  WHERE r."signedConsent" IS NOT NULL;
END;

CREATE FUNCTION guard.sealed(r public.consent_sign_off) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."enterpriseId", r."accountId",
  jsonb_build_object('consentId', r."consentId", 'institutionId', r."institutionId", 'dataClasses', r."dataClasses",
    'noticeVersion', r."noticeVersion", 'noticeHash', r."noticeHash", 'noticeLanguage', r."noticeLanguage",
    'signedAt', guard.milliseconds(r."signedAt"), 'signed', encode(sha256(convert_to(r."signedStatement", 'UTF8')), 'hex'));
END;

CREATE FUNCTION guard.leaf_of_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  s record;
BEGIN
  IF TG_TABLE_NAME = 'consent' THEN
    SELECT x.* INTO s FROM public.consent r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
  ELSE
    SELECT x.* INTO s FROM public.consent_sign_off r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
  END IF;
  IF s.content IS NOT NULL THEN -- a row that its own transaction took back leaves nothing behind
    PERFORM guard.write_row_leaf(TG_TABLE_NAME, NEW.id, NEW."enterpriseId", s.organisation, s.actor, s.content);
  END IF;
  RETURN NULL;
END
$$;

-- What stood there before has its leaf from today on.
SELECT guard.write_row_leaf('consent', r.id, r."enterpriseId", s.organisation, s.actor, s.content)
FROM public.consent r, guard.sealed(r) s ORDER BY r.id;
SELECT guard.write_row_leaf('consent_sign_off', r.id, r."enterpriseId", s.organisation, s.actor, s.content)
FROM public.consent_sign_off r, guard.sealed(r) s ORDER BY r.id;

-- Once, with the signature: what staff prepared is nothing yet that anybody granted.
CREATE CONSTRAINT TRIGGER leaf AFTER INSERT ON public.consent DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."signedConsent" IS NOT NULL) EXECUTE FUNCTION guard.leaf_of_grant();
CREATE CONSTRAINT TRIGGER leaf_when_signed AFTER UPDATE OF "signedConsent" ON public.consent DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."signedConsent" IS NULL AND NEW."signedConsent" IS NOT NULL) EXECUTE FUNCTION guard.leaf_of_grant();
CREATE CONSTRAINT TRIGGER leaf AFTER INSERT ON public.consent_sign_off DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION guard.leaf_of_grant();

DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOR guard_function IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'guard'::regnamespace AND proowner <> 'tenancy_guard'::regrole LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
