-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ProductState" AS ENUM ('DRAFT', 'PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ConsentState" AS ENUM ('DRAFT', 'PENDING', 'ACTIVE', 'PAUSED', 'REVOKED', 'EXPIRED', 'REJECTED');

-- CreateEnum
CREATE TYPE "OrganisationKind" AS ENUM ('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE', 'OPERATOR');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('ENTERPRISE_OWNER', 'ENTERPRISE_STAFF', 'LEGAL_REPRESENTATIVE', 'BANK_OFFICER', 'BANK_APPROVER', 'PRODUCT_MANAGER', 'INSTITUTION_ADMIN', 'AGENCY_STEWARD', 'OFFICE_LEADER', 'OFFICE_ANALYST', 'OPERATOR', 'AUDITOR');

-- CreateEnum
CREATE TYPE "LegalForm" AS ENUM ('COMPANY', 'SOLE_TRADER', 'COOPERATIVE');

-- CreateEnum
CREATE TYPE "ClaimState" AS ENUM ('CHALLENGED', 'CONFIRMED', 'DISPUTED', 'REJECTED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "ApplicationState" AS ENUM ('SUBMITTED', 'ACCEPTED', 'DECLINED_INTAKE', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'REJECTED', 'OFFERED', 'CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED', 'SETTLED', 'RENEWED', 'WITHDRAWN', 'LAPSED');

-- CreateEnum
CREATE TYPE "PullState" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'REFUSED', 'STOPPED');

-- CreateTable
CREATE TABLE "application_draft" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "productVersion" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_draft_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "product" (
    "institutionId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" "ProductState" NOT NULL DEFAULT 'DRAFT',
    "currentVersion" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_pkey" PRIMARY KEY ("institutionId","id")
);

-- CreateTable
CREATE TABLE "product_version" (
    "institutionId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "summaryEn" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedByPerson" UUID,
    "editedByName" TEXT,
    "editedAt" TIMESTAMPTZ(3),
    "publishedBy" UUID,
    "publishedByName" TEXT,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "product_version_pkey" PRIMARY KEY ("institutionId","productId","version")
);

-- CreateTable
CREATE TABLE "consent" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" "ConsentState" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recipientKind" TEXT NOT NULL,
    "institutionId" UUID,
    "applicationId" UUID,
    "purpose" TEXT NOT NULL,
    "dataClasses" TEXT[],
    "consentMode" TEXT NOT NULL,
    "fetchType" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "lookbackMonths" INTEGER NOT NULL,
    "retentionUnit" TEXT NOT NULL,
    "retentionValue" INTEGER NOT NULL,
    "frequencyUnit" TEXT,
    "frequencyValue" INTEGER,
    "noticeVersion" TEXT NOT NULL,
    "noticeHash" TEXT NOT NULL,
    "noticeLanguage" TEXT NOT NULL,
    "schemaVersion" TEXT NOT NULL,
    "signedConsent" TEXT NOT NULL,
    "grantedBy" UUID NOT NULL,
    "grantedByName" TEXT NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "consent_event" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "state" "ConsentState" NOT NULL,
    "actorId" UUID NOT NULL,
    "actorName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "disbursement" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "amountFen" BIGINT NOT NULL,
    "rateBps" INTEGER NOT NULL,
    "termMonths" INTEGER NOT NULL,
    "disbursedOn" DATE NOT NULL,
    "renewal" BOOLEAN NOT NULL,
    "firstLoan" BOOLEAN NOT NULL,
    "creditLoan" BOOLEAN NOT NULL,
    "reversesId" UUID,
    "reversalReason" TEXT,
    "batchId" UUID,
    "recordedBy" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "disbursement_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "repayment" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "principalFen" BIGINT NOT NULL,
    "interestFen" BIGINT NOT NULL,
    "repaidOn" DATE NOT NULL,
    "reversesId" UUID,
    "reversalReason" TEXT,
    "batchId" UUID,
    "recordedBy" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "repayment_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "report_reference" (
    "institutionId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "reportId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_reference_pkey" PRIMARY KEY ("institutionId","kind","reference")
);

-- CreateTable
CREATE TABLE "report_batch" (
    "institutionId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileDigest" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "recorded" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "conflicts" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "uploadedBy" UUID NOT NULL,
    "uploadedByName" TEXT NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_batch_pkey" PRIMARY KEY ("institutionId","id")
);

-- CreateTable
CREATE TABLE "report_line" (
    "institutionId" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "raw" JSONB NOT NULL,
    "reportId" UUID,
    "handledAt" TIMESTAMPTZ(3),

    CONSTRAINT "report_line_pkey" PRIMARY KEY ("institutionId","batchId","line")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "kind" "OrganisationKind" NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise" (
    "enterpriseId" UUID NOT NULL,
    "creditCode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "legalForm" "LegalForm" NOT NULL,
    "industry" TEXT NOT NULL,
    "countyCode" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "foundedOn" DATE NOT NULL,
    "registeredCapitalFen" BIGINT,
    "legalRepresentative" TEXT NOT NULL,
    "size" TEXT,
    "registerStatus" TEXT NOT NULL,
    "registerReadAt" TIMESTAMPTZ(3) NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enterprise_pkey" PRIMARY KEY ("enterpriseId")
);

-- CreateTable
CREATE TABLE "institution" (
    "institutionId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "servicePhone" TEXT NOT NULL,

    CONSTRAINT "institution_pkey" PRIMARY KEY ("institutionId")
);

-- CreateTable
CREATE TABLE "branch" (
    "institutionId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "countyCode" TEXT NOT NULL,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("institutionId","id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "contactHash" BYTEA NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "loginName" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organisationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "role" "MemberRole" NOT NULL,
    "branchId" UUID,
    "countyCode" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),
    "endsOn" DATE,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "organisationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "role" "MemberRole" NOT NULL,
    "branchId" UUID,
    "countyCode" TEXT,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "invitedBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "enterprise_claim" (
    "id" UUID NOT NULL,
    "creditCode" TEXT NOT NULL,
    "enterpriseName" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "claimantName" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "loginName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "mandate" TEXT,
    "mandateEndsOn" DATE,
    "state" "ClaimState" NOT NULL DEFAULT 'CHALLENGED',
    "codeHash" BYTEA NOT NULL,
    "sentTo" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "settledBy" UUID,
    "settledAt" TIMESTAMPTZ(3),
    "settlementNote" TEXT,
    "registerEntry" JSONB NOT NULL,

    CONSTRAINT "enterprise_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_challenge" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_failure" (
    "id" UUID NOT NULL,
    "keyHash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_record" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "readerOrganisationId" UUID NOT NULL,
    "readerOrganisationName" TEXT NOT NULL,
    "readerAccountId" UUID NOT NULL,
    "readerName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purpose" TEXT NOT NULL,
    "consentId" UUID,
    "applicationId" UUID,
    "portraitId" UUID,
    "fields" TEXT[],
    "transactionId" BIGINT NOT NULL,

    CONSTRAINT "access_record_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "organisationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "actorId" UUID NOT NULL,
    "enterpriseId" UUID,
    "subjectId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" JSONB NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "application" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "state" "ApplicationState" NOT NULL DEFAULT 'SUBMITTED',
    "version" INTEGER NOT NULL DEFAULT 1,
    "suspended" BOOLEAN NOT NULL DEFAULT false,
    "escalated" BOOLEAN NOT NULL DEFAULT false,
    "needsRefresh" BOOLEAN NOT NULL DEFAULT false,
    "productId" UUID NOT NULL,
    "productVersion" INTEGER NOT NULL,
    "portraitId" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "enterpriseName" TEXT NOT NULL,
    "creditCode" TEXT NOT NULL,
    "countyCode" TEXT NOT NULL,
    "industry" TEXT NOT NULL,
    "size" TEXT,
    "amountFen" BIGINT NOT NULL,
    "termMonths" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "purposeDetail" TEXT NOT NULL,
    "debtsElsewhere" JSONB NOT NULL,
    "hasLoanHistory" BOOLEAN NOT NULL,
    "commitmentVersion" TEXT NOT NULL,
    "commitmentHash" TEXT NOT NULL,
    "commitmentSignedBy" UUID NOT NULL,
    "commitmentSignedAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "branchId" UUID,
    "officerId" UUID,
    "officerName" TEXT,
    "acceptedAt" TIMESTAMPTZ(3),
    "contactedAt" TIMESTAMPTZ(3),
    "recommendedByPerson" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "deadlineKind" TEXT,
    "dueOn" DATE,
    "ceilingOn" DATE,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "clockStoppedAt" TIMESTAMPTZ(3),
    "stoppedDays" INTEGER NOT NULL DEFAULT 0,
    "grantedFen" BIGINT,
    "rateBps" INTEGER,
    "grantedTermMonths" INTEGER,
    "grantedMethod" TEXT,
    "revolving" BOOLEAN NOT NULL DEFAULT false,
    "creditLoan" BOOLEAN NOT NULL DEFAULT false,
    "offerValidUntil" TIMESTAMPTZ(3),
    "contractedAt" TIMESTAMPTZ(3),
    "contractNumber" TEXT,
    "disbursedFen" BIGINT NOT NULL DEFAULT 0,
    "outstandingFen" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "application_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "application_event" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "fromState" "ApplicationState",
    "toState" "ApplicationState" NOT NULL,
    "byOrganisation" UUID NOT NULL,
    "byAccount" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "application_event_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "contact_log" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "contactedOn" TIMESTAMPTZ(3) NOT NULL,
    "reached" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL,
    "byAccount" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_log_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "due_diligence_note" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "visitedOn" DATE,
    "findings" TEXT NOT NULL,
    "conclusion" TEXT NOT NULL,
    "byAccount" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "due_diligence_note_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "supplement_request" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "items" TEXT[],
    "request" TEXT NOT NULL,
    "requestedBy" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answeredBy" UUID,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "supplement_request_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "recommendation" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "proposal" TEXT NOT NULL,
    "amountFen" BIGINT,
    "rateBps" INTEGER,
    "termMonths" INTEGER,
    "method" TEXT,
    "reasons" TEXT[],
    "opinion" TEXT NOT NULL,
    "byPerson" UUID NOT NULL,
    "byAccount" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recommendation_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "decision" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "amountFen" BIGINT,
    "rateBps" INTEGER,
    "termMonths" INTEGER,
    "method" TEXT,
    "reasons" TEXT[],
    "explanation" TEXT,
    "byPerson" UUID NOT NULL,
    "byAccount" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "offer" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "amountFen" BIGINT NOT NULL,
    "rateBps" INTEGER NOT NULL,
    "termMonths" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "upfrontFeesFen" BIGINT NOT NULL,
    "allInSimpleBps" INTEGER NOT NULL,
    "allInCompoundBps" INTEGER NOT NULL,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "madeBy" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answeredBy" UUID,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "notice" (
    "organisationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID,
    "role" "MemberRole",
    "kind" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "href" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "portrait" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "cardVersion" TEXT NOT NULL,
    "asOf" DATE NOT NULL,
    "score" INTEGER NOT NULL,
    "grade" TEXT NOT NULL,
    "confidenceBps" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "snapshotIds" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersededAt" TIMESTAMPTZ(3),

    CONSTRAINT "portrait_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "agency" (
    "agencyId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "baseUrl" TEXT NOT NULL,
    "publicKey" JSONB NOT NULL,
    "dataClasses" TEXT[],

    CONSTRAINT "agency_pkey" PRIMARY KEY ("agencyId")
);

-- CreateTable
CREATE TABLE "pull_run" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "requestedBy" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "portraitId" UUID,

    CONSTRAINT "pull_run_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "pull_task" (
    "enterpriseId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "state" "PullState" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "snapshotId" UUID,

    CONSTRAINT "pull_task_pkey" PRIMARY KEY ("enterpriseId","runId","dataClass")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "agencyId" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "periodFrom" TEXT NOT NULL,
    "periodTo" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "digest" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "signedAnswer" TEXT NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateTable
CREATE TABLE "refused_answer" (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "agencyId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "digest" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refused_answer_pkey" PRIMARY KEY ("enterpriseId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "application_draft_enterpriseId_productId_key" ON "application_draft"("enterpriseId", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "product_institutionId_code_key" ON "product"("institutionId", "code");

-- CreateIndex
CREATE INDEX "consent_enterpriseId_state_idx" ON "consent"("enterpriseId", "state");

-- CreateIndex
CREATE INDEX "consent_institutionId_enterpriseId_idx" ON "consent"("institutionId", "enterpriseId");

-- CreateIndex
CREATE INDEX "consent_event_enterpriseId_consentId_idx" ON "consent_event"("enterpriseId", "consentId");

-- CreateIndex
CREATE INDEX "disbursement_enterpriseId_applicationId_idx" ON "disbursement"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "disbursement_institutionId_disbursedOn_idx" ON "disbursement"("institutionId", "disbursedOn");

-- CreateIndex
CREATE UNIQUE INDEX "disbursement_enterpriseId_reversesId_key" ON "disbursement"("enterpriseId", "reversesId");

-- CreateIndex
CREATE INDEX "repayment_enterpriseId_applicationId_idx" ON "repayment"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "repayment_institutionId_repaidOn_idx" ON "repayment"("institutionId", "repaidOn");

-- CreateIndex
CREATE UNIQUE INDEX "repayment_enterpriseId_reversesId_key" ON "repayment"("enterpriseId", "reversesId");

-- CreateIndex
CREATE INDEX "report_batch_institutionId_uploadedAt_idx" ON "report_batch"("institutionId", "uploadedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "enterprise_creditCode_key" ON "enterprise"("creditCode");

-- CreateIndex
CREATE INDEX "enterprise_joinedAt_idx" ON "enterprise"("joinedAt");

-- CreateIndex
CREATE UNIQUE INDEX "institution_code_key" ON "institution"("code");

-- CreateIndex
CREATE UNIQUE INDEX "person_contactHash_key" ON "person"("contactHash");

-- CreateIndex
CREATE UNIQUE INDEX "account_loginName_key" ON "account"("loginName");

-- CreateIndex
CREATE INDEX "membership_accountId_idx" ON "membership"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organisationId_accountId_role_key" ON "membership"("organisationId", "accountId", "role");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_tokenHash_key" ON "invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "enterprise_claim_creditCode_state_idx" ON "enterprise_claim"("creditCode", "state");

-- CreateIndex
CREATE INDEX "recovery_challenge_accountId_createdAt_idx" ON "recovery_challenge"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "sign_in_failure_keyHash_at_idx" ON "sign_in_failure"("keyHash", "at");

-- CreateIndex
CREATE INDEX "access_record_enterpriseId_at_idx" ON "access_record"("enterpriseId", "at" DESC);

-- CreateIndex
CREATE INDEX "access_record_readerOrganisationId_at_idx" ON "access_record"("readerOrganisationId", "at" DESC);

-- CreateIndex
CREATE INDEX "ledger_entry_organisationId_at_idx" ON "ledger_entry"("organisationId", "at" DESC);

-- CreateIndex
CREATE INDEX "ledger_entry_enterpriseId_at_idx" ON "ledger_entry"("enterpriseId", "at" DESC);

-- CreateIndex
CREATE INDEX "application_enterpriseId_submittedAt_idx" ON "application"("enterpriseId", "submittedAt" DESC);

-- CreateIndex
CREATE INDEX "application_institutionId_state_dueOn_idx" ON "application"("institutionId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "application_institutionId_submittedAt_idx" ON "application"("institutionId", "submittedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "application_enterpriseId_number_key" ON "application"("enterpriseId", "number");

-- CreateIndex
CREATE INDEX "application_event_enterpriseId_applicationId_at_idx" ON "application_event"("enterpriseId", "applicationId", "at");

-- CreateIndex
CREATE INDEX "application_event_institutionId_at_idx" ON "application_event"("institutionId", "at");

-- CreateIndex
CREATE INDEX "contact_log_enterpriseId_applicationId_idx" ON "contact_log"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "due_diligence_note_enterpriseId_applicationId_idx" ON "due_diligence_note"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "supplement_request_enterpriseId_applicationId_idx" ON "supplement_request"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "recommendation_enterpriseId_applicationId_idx" ON "recommendation"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "decision_enterpriseId_applicationId_idx" ON "decision"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "decision_institutionId_at_idx" ON "decision"("institutionId", "at");

-- CreateIndex
CREATE INDEX "offer_enterpriseId_applicationId_idx" ON "offer"("enterpriseId", "applicationId");

-- CreateIndex
CREATE INDEX "notice_organisationId_createdAt_idx" ON "notice"("organisationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "portrait_enterpriseId_createdAt_idx" ON "portrait"("enterpriseId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "agency_code_key" ON "agency"("code");

-- CreateIndex
CREATE INDEX "pull_run_enterpriseId_requestedAt_idx" ON "pull_run"("enterpriseId", "requestedAt" DESC);

-- CreateIndex
CREATE INDEX "snapshot_enterpriseId_dataClass_receivedAt_idx" ON "snapshot"("enterpriseId", "dataClass", "receivedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_enterpriseId_dataClass_nonce_key" ON "snapshot"("enterpriseId", "dataClass", "nonce");

-- CreateIndex
CREATE INDEX "refused_answer_enterpriseId_at_idx" ON "refused_answer"("enterpriseId", "at");

-- AddForeignKey
ALTER TABLE "product_version" ADD CONSTRAINT "product_version_institutionId_productId_fkey" FOREIGN KEY ("institutionId", "productId") REFERENCES "product"("institutionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_enterpriseId_consentId_fkey" FOREIGN KEY ("enterpriseId", "consentId") REFERENCES "consent"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disbursement" ADD CONSTRAINT "disbursement_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repayment" ADD CONSTRAINT "repayment_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_line" ADD CONSTRAINT "report_line_institutionId_batchId_fkey" FOREIGN KEY ("institutionId", "batchId") REFERENCES "report_batch"("institutionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enterprise" ADD CONSTRAINT "enterprise_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "institution" ADD CONSTRAINT "institution_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "institution"("institutionId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_event" ADD CONSTRAINT "application_event_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_log" ADD CONSTRAINT "contact_log_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "due_diligence_note" ADD CONSTRAINT "due_diligence_note_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplement_request" ADD CONSTRAINT "supplement_request_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommendation" ADD CONSTRAINT "recommendation_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_enterpriseId_applicationId_fkey" FOREIGN KEY ("enterpriseId", "applicationId") REFERENCES "application"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency" ADD CONSTRAINT "agency_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_task" ADD CONSTRAINT "pull_task_enterpriseId_runId_fkey" FOREIGN KEY ("enterpriseId", "runId") REFERENCES "pull_run"("enterpriseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


