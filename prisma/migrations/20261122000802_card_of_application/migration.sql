-- By which card the portrait pinned to an institution's own application was drawn: the record of a read names exactly the figures
-- that the card's catalogue has, and it is written before the portrait opens.
CREATE FUNCTION guard.card_of_application(application_id uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p."cardVersion" FROM public.application a
    JOIN public.portrait p ON p."enterpriseId" = a."enterpriseId" AND p.id = a."portraitId"
  WHERE a."institutionId" = guard.tenant('INSTITUTION') AND a.id = application_id;
END;
ALTER FUNCTION guard.card_of_application(uuid) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.card_of_application(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.card_of_application(uuid) TO app_tenant;
