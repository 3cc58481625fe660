-- The novelty budget is a person's (ADR 0027): whoever has two accounts, or two roles, shares one. And the files of cases have one as
-- well, three times as wide, for a bank has to leaf through its own cases more than through portraits.
DELETE FROM guard.officer_novelty;
ALTER TABLE guard.officer_novelty RENAME COLUMN account_id TO person_id;

CREATE OR REPLACE FUNCTION guard.novelty_budget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  person uuid;
  accounts uuid[];
  is_file boolean := NEW."portraitId" IS NULL;
  budget integer;
  seen integer;
BEGIN
  IF NOT EXISTS (SELECT FROM public.organisation o WHERE o.id = NEW."readerOrganisationId" AND o.kind = 'INSTITUTION') THEN
    RETURN NEW;
  END IF;
  SELECT a."personId" INTO person FROM public.account a WHERE a.id = NEW."readerAccountId";
  INSERT INTO guard.officer_novelty AS n (person_id, read_at) VALUES (person, clock_timestamp())
  ON CONFLICT (person_id) DO UPDATE SET read_at = excluded.read_at;
  SELECT array_agg(a.id) INTO accounts FROM public.account a WHERE a."personId" = person;
  SELECT r.most * CASE WHEN is_file THEN 3 ELSE 1 END INTO budget
  FROM guard.novelty_rule r WHERE r.since <= now() ORDER BY r.since DESC LIMIT 1;
  SELECT count(DISTINCT a."enterpriseId") INTO seen FROM public.access_record a
  WHERE a."readerAccountId" = ANY (accounts) AND (a."portraitId" IS NULL) = is_file AND a.at > now() - interval '1 hour'
    AND a."enterpriseId" <> NEW."enterpriseId";
  IF seen >= budget AND NOT EXISTS (SELECT FROM public.access_record a
      WHERE a."readerAccountId" = ANY (accounts) AND a."enterpriseId" = NEW."enterpriseId" AND (a."portraitId" IS NULL) = is_file
        AND a.at > now() - interval '1 hour') THEN
    RAISE EXCEPTION 'novelty budget spent' USING ERRCODE = 'CE001', DETAIL = budget::text;
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER novelty_budget ON public.access_record;
CREATE TRIGGER novelty_budget BEFORE INSERT ON public.access_record FOR EACH ROW WHEN (NEW."transactionId" <> 0)
  EXECUTE FUNCTION guard.novelty_budget();

-- As before; but the file of a case that came to nothing closes half a year after its end: until then the bank may have to answer for
-- its decision, afterwards it has no reason to look.
CREATE OR REPLACE FUNCTION guard.open_file(application_id uuid, purpose text, fields text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reader uuid := guard.tenant('INSTITUTION');
  app public.application;
  live uuid;
BEGIN
  SELECT * INTO app FROM public.application a
  WHERE a."institutionId" = reader AND a.id = application_id AND guard.is_of_branch(a."branchId");
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such application' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF app.state IN ('DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED') AND (
      SELECT max(e.at) FROM public.application_event e
      WHERE e."enterpriseId" = app."enterpriseId" AND e."applicationId" = app.id AND e."toState" = app.state
    ) < now() - interval '180 days' THEN
    RAISE EXCEPTION 'the file is closed' USING ERRCODE = 'CE002';
  END IF;
  -- Held like a portrait's: until this transaction ends nobody can withdraw what its record names.
  SELECT c.id INTO live FROM public.consent c
  WHERE c."enterpriseId" = app."enterpriseId" AND c.id = app."consentId" AND c."institutionId" = reader
    AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now()
  FOR SHARE;
  INSERT INTO public.access_record ("enterpriseId", id, "readerOrganisationId", "readerOrganisationName", "readerAccountId",
    "readerName", at, purpose, "consentId", "applicationId", fields, "transactionId")
  SELECT app."enterpriseId", uuidv7(), reader, o.name, guard.actor(), p.name, now(), guard.purpose_of_look(app."contractedAt"), live, app.id,
    open_file.fields, pg_current_xact_id()::text::bigint
  FROM public.organisation o, public.account p WHERE o.id = reader AND p.id = guard.actor();
END
$$;
