-- What stands in the lines of files, whoever's it is, is sealed under the key of the organisation that sent them; the answers to
-- claims are asked to be sealed (ADR 0013). The landing zone of firms that may not know the platform stays readable to the
-- database, which compares records in it; what a firm that was erased had there goes with its keys.

-- An organisation's own records, and those of its jobs.
CREATE OR REPLACE FUNCTION guard.may_use_key(owner_id uuid, purpose text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Never NULL: what is neither true nor false would slip through a refusal.
  RETURN coalesce(CASE purpose
    WHEN 'RECORDS' THEN owner_id = guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'WORKER')
    WHEN 'PEOPLE' THEN session_user = 'app_auth' OR guard.tenant('OPERATOR') IS NOT NULL
      OR owner_id = guard.tenant('WORKER')
      OR EXISTS (SELECT FROM public.invitation i WHERE i.id = owner_id
                   AND i."organisationId" = guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE'))
    ELSE false END, false);
END
$$;

-- Rows from before are sealed once, at the next start (prisma/keys/seal-existing.ts), which then declares these valid for all.
ALTER TABLE public.verification ADD CONSTRAINT verification_answer_sealed
  CHECK ("signedAnswer" IS NULL OR starts_with("signedAnswer", 'enc.v1.')) NOT VALID;
ALTER TABLE public.feed_line ADD CONSTRAINT feed_line_raw_sealed CHECK (starts_with(raw, 'enc.v1.')) NOT VALID;
ALTER TABLE public.report_line ADD CONSTRAINT report_line_raw_sealed
  CHECK (jsonb_typeof(raw) = 'string' AND starts_with(raw #>> '{}', 'enc.v1.')) NOT VALID;

-- With an enterprise's keys goes what agencies delivered of it.
CREATE FUNCTION guard.erase_landing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.feed_record r USING public.enterprise e WHERE e."enterpriseId" = NEW.subject_id AND r."creditCode" = e."creditCode";
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION guard.erase_landing() FROM PUBLIC;
ALTER FUNCTION guard.erase_landing() OWNER TO tenancy_guard;
CREATE TRIGGER erase_landing AFTER UPDATE OF verdict ON guard.erasure
  FOR EACH ROW WHEN (NEW.subject = 'ENTERPRISE' AND NEW.verdict = 'CONFIRM') EXECUTE FUNCTION guard.erase_landing();

-- An order to delete names a sign-off given to the same institution.
ALTER TABLE public.consent_copy DROP CONSTRAINT consent_copy_ordered_by_sign_off;
CREATE UNIQUE INDEX consent_sign_off_recipient ON public.consent_sign_off ("enterpriseId", id, "institutionId");
ALTER TABLE public.consent_copy ADD CONSTRAINT consent_copy_ordered_by_sign_off
  FOREIGN KEY ("enterpriseId", "signOffId", "institutionId") REFERENCES public.consent_sign_off ("enterpriseId", id, "institutionId");
