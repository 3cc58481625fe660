-- A renewal names the old loan that it repays: of the same firm at the same bank, by reference. Its money is a repayment there.
ALTER TABLE public.disbursement ADD COLUMN "renewsId" uuid;
ALTER TABLE public.repayment ADD COLUMN "renewedById" uuid;
ALTER TABLE public.disbursement
  ADD CONSTRAINT disbursement_names_renewed CHECK ("renewsId" IS NULL OR renewal AND "renewsId" <> "applicationId"),
  ADD CONSTRAINT disbursement_renews FOREIGN KEY ("enterpriseId", "renewsId", "institutionId")
    REFERENCES public.application ("enterpriseId", id, "institutionId"),
  ADD CONSTRAINT disbursement_of_bank UNIQUE ("enterpriseId", id, "institutionId");
ALTER TABLE public.repayment
  ADD CONSTRAINT repayment_by_renewal FOREIGN KEY ("enterpriseId", "renewedById", "institutionId")
    REFERENCES public.disbursement ("enterpriseId", id, "institutionId");
CREATE INDEX repayment_of_renewal ON public.repayment ("enterpriseId", "renewedById") WHERE "renewedById" IS NOT NULL;
