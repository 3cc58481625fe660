-- The file of an application holds what the enterprise said of itself: its debts, its purpose, its answers. A bank's look at it is on
-- record as its look at the portrait is (ADR 0010). The file stays with the bank when the consent is gone, for the bank has to answer
-- the application: such a look is recorded without the consent, so that nothing is ever read under a consent that was withdrawn.
CREATE FUNCTION guard.open_file(application_id uuid, purpose text, fields text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reader uuid := guard.tenant('INSTITUTION');
  app public.application;
  live uuid;
BEGIN
  SELECT * INTO app FROM public.application a WHERE a."institutionId" = reader AND a.id = application_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such application' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Held like a portrait's: until this transaction ends nobody can withdraw what its record names.
  SELECT c.id INTO live FROM public.consent c
  WHERE c."enterpriseId" = app."enterpriseId" AND c.id = app."consentId" AND c."institutionId" = reader
    AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now()
  FOR SHARE;
  INSERT INTO public.access_record ("enterpriseId", id, "readerOrganisationId", "readerOrganisationName", "readerAccountId",
    "readerName", at, purpose, "consentId", "applicationId", fields, "transactionId")
  SELECT app."enterpriseId", uuidv7(), reader, o.name, guard.actor(), p.name, now(), open_file.purpose, live, app.id, open_file.fields,
    pg_current_xact_id()::text::bigint
  FROM public.organisation o, public.account p WHERE o.id = reader AND p.id = guard.actor();
END
$$;
ALTER FUNCTION guard.open_file(uuid, text, text[]) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.open_file(uuid, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.open_file(uuid, text, text[]) TO app_tenant;

-- The novelty budget is about portraits, as before: a bank's own cases, answered ones among them, may be leafed through. The rules of
-- the cage see those looks and raise their alerts.
CREATE OR REPLACE FUNCTION guard.novelty_budget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  budget integer;
  seen integer;
BEGIN
  IF NOT EXISTS (SELECT FROM public.organisation o WHERE o.id = NEW."readerOrganisationId" AND o.kind = 'INSTITUTION') THEN
    RETURN NEW;
  END IF;
  INSERT INTO guard.officer_novelty AS n (account_id, read_at) VALUES (NEW."readerAccountId", clock_timestamp())
  ON CONFLICT (account_id) DO UPDATE SET read_at = excluded.read_at;
  SELECT r.most INTO budget FROM guard.novelty_rule r WHERE r.since <= now() ORDER BY r.since DESC LIMIT 1;
  SELECT count(DISTINCT a."enterpriseId") INTO seen FROM public.access_record a
  WHERE a."readerAccountId" = NEW."readerAccountId" AND a."portraitId" IS NOT NULL AND a.at > now() - interval '1 hour'
    AND a."enterpriseId" <> NEW."enterpriseId";
  IF seen >= budget AND NOT EXISTS (SELECT FROM public.access_record a
      WHERE a."readerAccountId" = NEW."readerAccountId" AND a."enterpriseId" = NEW."enterpriseId" AND a."portraitId" IS NOT NULL
        AND a.at > now() - interval '1 hour') THEN
    RAISE EXCEPTION 'novelty budget spent' USING ERRCODE = 'CE001', DETAIL = budget::text;
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER novelty_budget ON public.access_record;
CREATE TRIGGER novelty_budget BEFORE INSERT ON public.access_record FOR EACH ROW
  WHEN (NEW."transactionId" <> 0 AND NEW."portraitId" IS NOT NULL) EXECUTE FUNCTION guard.novelty_budget();
