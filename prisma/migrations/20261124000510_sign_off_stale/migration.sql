-- A person who takes the sign-off to the platform back, or is not the representative any more: the portrait that stands on their
-- data is stale from that very transaction on. Whoever draws holds the consent, whose row the sign-off's end takes first, so that
-- none is drawn meanwhile. A sign-off that ends with its consent leaves the portrait to that.
CREATE FUNCTION guard.sign_off_taken_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.portrait p SET "staleSince" = now()
  WHERE p."enterpriseId" = NEW."enterpriseId" AND p."consentId" = NEW."consentId" AND p."supersededAt" IS NULL AND p."staleSince" IS NULL
    AND EXISTS (SELECT FROM public.snapshot s WHERE s."enterpriseId" = p."enterpriseId" AND s.id = ANY (p."snapshotIds")
                  AND s."dataClass" = ANY (NEW."dataClasses"));
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION guard.sign_off_taken_back() FROM PUBLIC;
ALTER FUNCTION guard.sign_off_taken_back() OWNER TO tenancy_guard;
CREATE TRIGGER sign_off_taken_back AFTER UPDATE OF "endedAt" ON public.consent_sign_off FOR EACH ROW
  WHEN (OLD."endedAt" IS NULL AND NEW."endReason" IN ('WITHDRAWN', 'REGISTER_CHANGED')) EXECUTE FUNCTION guard.sign_off_taken_back();
