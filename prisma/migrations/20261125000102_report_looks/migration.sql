-- As before, with the transaction that put the look on record: the answer waits for its leaf (ADR 0010). Looks within ten seconds are
-- one; the later of them waits for the leaf of the first, whose transaction has committed by then (both take the report's lock).
DROP FUNCTION guard.verify_report(text, bytea);
CREATE FUNCTION guard.verify_report(of_number text, with_code_hash bytea)
RETURNS TABLE (id uuid, state text, "issuedAt" timestamptz, "validUntil" text, "withdrawnAt" timestamptz, "contentHash" text, "pdfHash" text,
  "sealedContent" text, transaction bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  report public.credit_report;
  ended timestamptz;
  standing text;
  look uuid := uuidv7();
  recorded_by bigint;
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
    VALUES (report."enterpriseId", look, 'report.verified', '00000000-0000-0000-0000-000000000000', report."enterpriseId", report.id,
      jsonb_build_object('state', standing));
    recorded_by := pg_current_xact_id()::text::bigint;
  ELSE
    SELECT e.id INTO look FROM public.ledger_entry e
    WHERE e."organisationId" = report."enterpriseId" AND e.act = 'report.verified' AND e."subjectId" = report.id ORDER BY e.at DESC, e.id DESC LIMIT 1;
    SELECT coalesce((SELECT l.transaction FROM guard.ledger_leaf l WHERE l.record_id = look),
      (SELECT p.transaction FROM guard.ledger_pending p WHERE p.record_id = look), 0) INTO recorded_by; -- 0: no leaf will ever come
  END IF;
  RETURN QUERY SELECT report.id, standing, report."issuedAt", to_char(report."validUntil", 'YYYY-MM-DD'), ended,
    CASE WHEN standing = 'VALID' THEN report."contentHash" END, CASE WHEN standing = 'VALID' THEN report."pdfHash" END,
    CASE WHEN standing = 'VALID' THEN report."sealedContent" END, recorded_by;
END
$$;
REVOKE ALL ON FUNCTION guard.verify_report(text, bytea) FROM PUBLIC;
ALTER FUNCTION guard.verify_report(text, bytea) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.verify_report(text, bytea) TO app_public;
