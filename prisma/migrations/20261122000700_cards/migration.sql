-- A bank's own score cards (ADR 0016): the file as it was uploaded, immutable; which indicator feeds which of its fields, set
-- once; from when to when it is in use. Neither enterprises nor the office nor the operator see them.
CREATE TABLE public.bank_card (
    "institutionId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "modelName" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "uploadedBy" UUID NOT NULL,
    "uploadedByName" TEXT NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mapping" JSONB,
    "mappedByName" TEXT,
    "mappedAt" TIMESTAMPTZ(3),
    "inUseSince" TIMESTAMPTZ(3),
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "bank_card_pkey" PRIMARY KEY ("institutionId","id")
);
CREATE UNIQUE INDEX "bank_card_institutionId_code_version_key" ON public.bank_card("institutionId", "code", "version");
-- One version of a card runs at a time.
CREATE UNIQUE INDEX bank_card_one_in_use ON public.bank_card ("institutionId", code) WHERE "inUseSince" IS NOT NULL AND "retiredAt" IS NULL;
ALTER TABLE public.bank_card
  ADD CONSTRAINT bank_card_of_institution FOREIGN KEY ("institutionId") REFERENCES public.institution ("institutionId");

-- What was mapped and run stays as it was: a change is a new version.
CREATE FUNCTION guard.card_as_run() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.mapping IS NOT NULL AND (NEW.mapping, NEW."mappedByName", NEW."mappedAt") IS DISTINCT FROM (OLD.mapping, OLD."mappedByName", OLD."mappedAt") THEN
    RAISE EXCEPTION 'mapped once' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW."inUseSince" IS NOT NULL AND NEW.mapping IS NULL THEN
    RAISE EXCEPTION 'a card in use is mapped' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD."inUseSince" IS NOT NULL AND NEW."inUseSince" IS DISTINCT FROM OLD."inUseSince"
    OR OLD."retiredAt" IS NOT NULL AND NEW."retiredAt" IS DISTINCT FROM OLD."retiredAt" THEN
    RAISE EXCEPTION 'used once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER card_as_run BEFORE UPDATE ON public.bank_card FOR EACH ROW EXECUTE FUNCTION guard.card_as_run();

ALTER TABLE public.bank_card ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.bank_card FOR ALL TO app_tenant USING ("institutionId" = (SELECT guard.tenant('INSTITUTION')));

GRANT SELECT, INSERT, UPDATE (mapping, "mappedByName", "mappedAt", "inUseSince", "retiredAt") ON public.bank_card TO app_tenant;

REVOKE ALL ON FUNCTION guard.card_as_run() FROM PUBLIC;
ALTER FUNCTION guard.card_as_run() OWNER TO tenancy_guard;
