-- Credit reports (ADR 0018): what an enterprise chose to show, frozen, and each time that a holder of the paper checked it.

CREATE TABLE public.credit_report (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "portraitId" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "sections" TEXT[] NOT NULL,
    "addressee" TEXT CHECK (length("addressee") BETWEEN 1 AND 60),
    "checkCode" TEXT NOT NULL CHECK ("checkCode" LIKE 'enc.v1.%'),
    "codeHash" BYTEA NOT NULL,
    "sealedContent" TEXT NOT NULL CHECK ("sealedContent" LIKE 'enc.v1.%'),
    "contentHash" TEXT NOT NULL,
    "pdfHash" TEXT,
    "issuedBy" UUID NOT NULL,
    "issuedByName" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validUntil" DATE NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnByName" TEXT,

    CONSTRAINT "credit_report_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE UNIQUE INDEX "credit_report_number_key" ON public.credit_report("number");
CREATE INDEX "credit_report_enterpriseId_issuedAt_idx" ON public.credit_report("enterpriseId", "issuedAt" DESC);
ALTER TABLE public.credit_report
  ADD CONSTRAINT credit_report_of_portrait FOREIGN KEY ("enterpriseId", "portraitId") REFERENCES public.portrait ("enterpriseId", id),
  ADD CONSTRAINT credit_report_of_consent FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id);

CREATE TABLE public.report_verification (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_verification_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "report_verification_enterpriseId_reportId_at_idx" ON public.report_verification("enterpriseId", "reportId", "at" DESC);
ALTER TABLE public.report_verification ADD CONSTRAINT report_verification_of_report
  FOREIGN KEY ("enterpriseId", "reportId") REFERENCES public.credit_report ("enterpriseId", id);

-- What was issued stays as it was issued: withdrawn once, drawn once.
CREATE FUNCTION guard.report_as_issued() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD."withdrawnAt" IS NOT NULL AND (NEW."withdrawnAt", NEW."withdrawnByName") IS DISTINCT FROM (OLD."withdrawnAt", OLD."withdrawnByName")
    OR OLD."pdfHash" IS NOT NULL AND NEW."pdfHash" IS DISTINCT FROM OLD."pdfHash" THEN
    RAISE EXCEPTION 'set once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER report_as_issued BEFORE UPDATE ON public.credit_report FOR EACH ROW EXECUTE FUNCTION guard.report_as_issued();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['credit_report', 'report_verification'] LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO tenancy_owner', name);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY guard ON public.%I TO tenancy_guard USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO tenancy_guard', name);
    EXECUTE format('CREATE POLICY own ON public.%I FOR SELECT TO app_tenant USING ("enterpriseId" = (SELECT guard.tenant(''ENTERPRISE'')))', name);
  END LOOP;
END
$$;
CREATE POLICY issues ON public.credit_report FOR INSERT TO app_tenant
  WITH CHECK ("enterpriseId" = (SELECT guard.tenant('ENTERPRISE')) AND "issuedBy" = (SELECT guard.actor())
    AND "withdrawnAt" IS NULL AND "pdfHash" IS NULL);
CREATE POLICY withdraws ON public.credit_report FOR UPDATE TO app_tenant
  USING ("enterpriseId" = (SELECT guard.tenant('ENTERPRISE')));
CREATE POLICY job ON public.credit_report FOR SELECT TO app_worker USING ("enterpriseId" = (SELECT guard.tenant('WORKER')));
CREATE POLICY draws ON public.credit_report FOR UPDATE TO app_worker USING ("enterpriseId" = (SELECT guard.tenant('WORKER')));
GRANT SELECT, INSERT, UPDATE ("withdrawnAt", "withdrawnByName") ON public.credit_report TO app_tenant;
GRANT SELECT, UPDATE ("pdfHash") ON public.credit_report TO app_worker;
-- Verifications are written by the guard only: the enterprise reads them, nobody makes them up.
GRANT SELECT ON public.report_verification TO app_tenant;

-- The one way for the public to a report: its number and its check code, both as printed. Each look is on record: the time and
-- no more; openings within ten seconds are one look. A report that was withdrawn or has expired tells that and nothing else;
-- one whose enterprise has left the platform is as good as withdrawn.
CREATE FUNCTION guard.verify_report(of_number text, with_code_hash bytea)
RETURNS TABLE (id uuid, state text, "issuedAt" timestamptz, "validUntil" text, "withdrawnAt" timestamptz, "contentHash" text, "pdfHash" text, "sealedContent" text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  report public.credit_report;
  ended timestamptz;
  standing text;
BEGIN
  SELECT * INTO report FROM public.credit_report r WHERE r.number = of_number AND r."codeHash" = with_code_hash;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT coalesce(report."withdrawnAt", o."disabledAt") INTO ended FROM public.organisation o WHERE o.id = report."enterpriseId";
  standing := CASE WHEN ended IS NOT NULL THEN 'WITHDRAWN' WHEN guard.today() > report."validUntil" THEN 'EXPIRED' ELSE 'VALID' END;
  -- Two who look at once write one after the other, and the second sees the first.
  PERFORM pg_advisory_xact_lock(hashtextextended('report:' || report.id, 0));
  IF NOT EXISTS (SELECT FROM public.report_verification v WHERE v."enterpriseId" = report."enterpriseId" AND v."reportId" = report.id
                 AND v.at > clock_timestamp() - interval '10 seconds') THEN
    INSERT INTO public.report_verification ("enterpriseId", id, "reportId", at)
    VALUES (report."enterpriseId", uuidv7(), report.id, clock_timestamp());
    INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
    VALUES (report."enterpriseId", uuidv7(), 'report.verified', '00000000-0000-0000-0000-000000000000', report."enterpriseId", report.id,
      jsonb_build_object('state', standing));
  END IF;
  RETURN QUERY SELECT report.id, standing, report."issuedAt", to_char(report."validUntil", 'YYYY-MM-DD'), ended,
    CASE WHEN standing = 'VALID' THEN report."contentHash" END, CASE WHEN standing = 'VALID' THEN report."pdfHash" END,
    CASE WHEN standing = 'VALID' THEN report."sealedContent" END;
END
$$;

REVOKE ALL ON FUNCTION guard.report_as_issued(), guard.verify_report(text, bytea) FROM PUBLIC;
ALTER FUNCTION guard.report_as_issued() OWNER TO tenancy_guard;
ALTER FUNCTION guard.verify_report(text, bytea) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.verify_report(text, bytea) TO app_public;
