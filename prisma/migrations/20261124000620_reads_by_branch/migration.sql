-- Whether the asking person of an institution may look into a case: the people of a branch into what lies with their branch or with
-- none yet, the head office into all; as the queue shows it.
CREATE FUNCTION guard.is_of_branch(branch_id uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN branch_id IS NULL OR NOT EXISTS (
  SELECT FROM public.membership m WHERE m."organisationId" = guard.tenant('INSTITUTION') AND m."accountId" = guard.actor()
    AND m."disabledAt" IS NULL AND m."branchId" IS NOT NULL
  ) OR EXISTS (
  SELECT FROM public.membership m WHERE m."organisationId" = guard.tenant('INSTITUTION') AND m."accountId" = guard.actor()
    AND m."disabledAt" IS NULL AND m."branchId" = branch_id);

-- What a look into a case is for follows from the case and from whose office it is; nobody's word is taken for it.
CREATE FUNCTION guard.purpose_of_look(contracted_at timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN contracted_at IS NOT NULL THEN 'CONTRACT'
  WHEN EXISTS (SELECT FROM public.membership m WHERE m."organisationId" = guard.tenant('INSTITUTION') AND m."accountId" = guard.actor()
    AND m."disabledAt" IS NULL AND m.role = 'BANK_APPROVER') THEN 'LOAN_APPROVAL'
  ELSE 'LOAN_REVIEW' END;

-- As before, within the branch, and with the purpose found here: what the caller says of it is not used.
CREATE OR REPLACE FUNCTION guard.open_portrait(application_id uuid, purpose text, fields text[]) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reader uuid := guard.tenant('INSTITUTION');
  app public.application;
  found_purpose text;
BEGIN
  SELECT * INTO app FROM public.application a
  WHERE a."institutionId" = reader AND a.id = application_id AND guard.is_of_branch(a."branchId")
    AND a.state NOT IN ('DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'SETTLED', 'RENEWED');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such application' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM guard.consent_hold(app."enterpriseId", app."consentId");
  found_purpose := guard.purpose_of_look(app."contractedAt");
  INSERT INTO public.access_record ("enterpriseId", id, "readerOrganisationId", "readerOrganisationName", "readerAccountId",
    "readerName", at, purpose, "consentId", "applicationId", "portraitId", fields, "transactionId")
  SELECT app."enterpriseId", uuidv7(), reader, o.name, guard.actor(), p.name, now(), found_purpose, app."consentId", app.id,
    app."portraitId", open_portrait.fields, pg_current_xact_id()::text::bigint
  FROM public.organisation o, public.account p WHERE o.id = reader AND p.id = guard.actor();
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
  VALUES (reader, uuidv7(), 'portrait.read', guard.actor(), app."enterpriseId", app."portraitId",
    jsonb_build_object('applicationId', app.id, 'consentId', app."consentId", 'purpose', found_purpose, 'fields', open_portrait.fields));
  RETURN app."portraitId";
END
$$;

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

REVOKE ALL ON FUNCTION guard.is_of_branch(uuid), guard.purpose_of_look(timestamptz) FROM PUBLIC;
ALTER FUNCTION guard.is_of_branch(uuid) OWNER TO tenancy_guard;
ALTER FUNCTION guard.purpose_of_look(timestamptz) OWNER TO tenancy_guard;
