// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.
import type { CallOptions, FileResponse } from "../call.js";
import { Resources, type FindApiKeysOptions, type ChangeApiKeyOptions, type RevokeApiKeyOptions, type FindBulkLoadsOptions, type CreateBulkLoadOptions, type FindBulkLoadResultsOptions, type DownloadBulkLoadResultsAsNdjsonOptions, type DownloadBulkLoadResultsAsCsvOptions, type FindNoticeBatchesOptions, type DownloadNoticeBatchAsPdfOptions, type DownloadNoticeBatchAsZipOptions, type FindOrganizationsOptions, type ChangeOrganizationOptions, type SetOrganizationLogoOptions, type RemoveOrganizationLogoOptions, type FindDepartmentsOptions, type ChangeDepartmentOptions, type FindBankAccountsOptions, type ChangeBankAccountOptions, type FindPaymentDocumentsOptions, type PublishPaymentDocumentOptions, type CancelPaymentDocumentOptions, type DownloadNoticeOptions, type FindPaymentsOptions, type FindReceiptsOptions, type FindRevenueTypesOptions, type ChangeRevenueTypeOptions, type FindWebhookEndpointsOptions, type DisableWebhookEndpointOptions, type FindWebhookDeliveriesOptions, type FindEventsOptions } from "./resources.js";
import type { ApiKey, ApiKeyPage, ApiKeySettings, BankAccount, BankAccountPage, BankAccountSettings, BulkLoad, BulkLoadPage, BulkLoadResultPage, CancelPaymentDocumentRequest, CreateNoticeBatchRequest, Department, DepartmentPage, DepartmentSettings, DocumentTimeline, IssuePaymentDocumentRequest, IssuedApiKey, MovementList, NewApiKey, NewApiKeyRotation, NewBankAccount, NewDepartment, NewOrganization, NewOrganizationLogo, NewRevenueType, NewWebhookEndpoint, NoticeBatch, NoticeBatchPage, Organization, OrganizationLogo, OrganizationPage, OrganizationSettings, Payment, PaymentDocument, PaymentDocumentPage, PaymentPage, Receipt, ReceiptPage, RecordPaymentRequest, RegisteredWebhookEndpoint, RevenueType, RevenueTypePage, RevenueTypeSettings, RotatedApiKey, SearchPaymentDocumentsRequest, ServiceStatus, WebhookDeliveryPage, WebhookEndpoint, WebhookEndpointPage, WebhookEventPage } from "./types.js";

/** I metodi della versione 0.1, mantenuti per una sola versione. */
export abstract class FlatOperations extends Resources {
  /** @deprecated Usare `apiKeys.issue`. */
  issueApiKey(parameters: { body: NewApiKey }, options: CallOptions = {}): Promise<IssuedApiKey> {
    const { body } = parameters;
    return this.apiKeys.issue(body, options);
  }

  /** @deprecated Usare `apiKeys.find`. */
  findApiKeys(parameters: Omit<FindApiKeysOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<ApiKeyPage> {
    return this.apiKeys.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `apiKeys.rotate`. */
  rotateApiKey(parameters: { id: string; body: NewApiKeyRotation }, options: CallOptions = {}): Promise<RotatedApiKey> {
    const { id, body } = parameters;
    return this.apiKeys.rotate(id, body, options);
  }

  /** @deprecated Usare `apiKeys.change`. */
  changeApiKey(parameters: { id: string; body: ApiKeySettings } & Omit<ChangeApiKeyOptions, keyof CallOptions>, options: CallOptions = {}): Promise<ApiKey> {
    const { id, body, ...rest } = parameters;
    return this.apiKeys.change(id, body, { ...options, ...rest });
  }

  /** @deprecated Usare `apiKeys.revoke`. */
  revokeApiKey(parameters: { id: string } & Omit<RevokeApiKeyOptions, keyof CallOptions>, options: CallOptions = {}): Promise<ApiKey> {
    const { id, ...rest } = parameters;
    return this.apiKeys.revoke(id, { ...options, ...rest });
  }

  /** @deprecated Usare `bulkLoads.find`. */
  findBulkLoads(parameters: Omit<FindBulkLoadsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<BulkLoadPage> {
    return this.bulkLoads.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `bulkLoads.create`. */
  createBulkLoad(parameters: { body: Blob } & Omit<CreateBulkLoadOptions, keyof CallOptions>, options: CallOptions = {}): Promise<BulkLoad> {
    const { body, ...rest } = parameters;
    return this.bulkLoads.create(body, { ...options, ...rest });
  }

  /** @deprecated Usare `bulkLoads.read`. */
  readBulkLoad(parameters: { id: string }, options: CallOptions = {}): Promise<BulkLoad> {
    const { id } = parameters;
    return this.bulkLoads.read(id, options);
  }

  /** @deprecated Usare `bulkLoads.findResults`. */
  findBulkLoadResults(parameters: { id: string } & Omit<FindBulkLoadResultsOptions, keyof CallOptions>, options: CallOptions = {}): Promise<BulkLoadResultPage> {
    const { id, ...rest } = parameters;
    return this.bulkLoads.findResults(id, { ...options, ...rest });
  }

  /** @deprecated Usare `bulkLoads.downloadResultsAsNdjson`. */
  downloadBulkLoadResultsAsNdjson(parameters: { id: string } & Omit<DownloadBulkLoadResultsAsNdjsonOptions, keyof CallOptions>, options: CallOptions = {}): Promise<FileResponse> {
    const { id, ...rest } = parameters;
    return this.bulkLoads.downloadResultsAsNdjson(id, { ...options, ...rest });
  }

  /** @deprecated Usare `bulkLoads.downloadResultsAsCsv`. */
  downloadBulkLoadResultsAsCsv(parameters: { id: string } & Omit<DownloadBulkLoadResultsAsCsvOptions, keyof CallOptions>, options: CallOptions = {}): Promise<FileResponse> {
    const { id, ...rest } = parameters;
    return this.bulkLoads.downloadResultsAsCsv(id, { ...options, ...rest });
  }

  /** @deprecated Usare `bulkLoads.pause`. */
  pauseBulkLoad(parameters: { id: string }, options: CallOptions = {}): Promise<BulkLoad> {
    const { id } = parameters;
    return this.bulkLoads.pause(id, options);
  }

  /** @deprecated Usare `bulkLoads.resume`. */
  resumeBulkLoad(parameters: { id: string }, options: CallOptions = {}): Promise<BulkLoad> {
    const { id } = parameters;
    return this.bulkLoads.resume(id, options);
  }

  /** @deprecated Usare `bulkLoads.cancel`. */
  cancelBulkLoad(parameters: { id: string }, options: CallOptions = {}): Promise<BulkLoad> {
    const { id } = parameters;
    return this.bulkLoads.cancel(id, options);
  }

  /** @deprecated Usare `noticeBatches.find`. */
  findNoticeBatches(parameters: Omit<FindNoticeBatchesOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<NoticeBatchPage> {
    return this.noticeBatches.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `noticeBatches.create`. */
  createNoticeBatch(parameters: { body: CreateNoticeBatchRequest }, options: CallOptions = {}): Promise<NoticeBatch> {
    const { body } = parameters;
    return this.noticeBatches.create(body, options);
  }

  /** @deprecated Usare `noticeBatches.read`. */
  readNoticeBatch(parameters: { id: string }, options: CallOptions = {}): Promise<NoticeBatch> {
    const { id } = parameters;
    return this.noticeBatches.read(id, options);
  }

  /** @deprecated Usare `noticeBatches.downloadAsPdf`. */
  downloadNoticeBatchAsPdf(parameters: { id: string } & Omit<DownloadNoticeBatchAsPdfOptions, keyof CallOptions>, options: CallOptions = {}): Promise<FileResponse> {
    const { id, ...rest } = parameters;
    return this.noticeBatches.downloadAsPdf(id, { ...options, ...rest });
  }

  /** @deprecated Usare `noticeBatches.downloadAsZip`. */
  downloadNoticeBatchAsZip(parameters: { id: string } & Omit<DownloadNoticeBatchAsZipOptions, keyof CallOptions>, options: CallOptions = {}): Promise<FileResponse> {
    const { id, ...rest } = parameters;
    return this.noticeBatches.downloadAsZip(id, { ...options, ...rest });
  }

  /** @deprecated Usare `noticeBatches.downloadIndex`. */
  downloadNoticeBatchIndex(parameters: { id: string }, options: CallOptions = {}): Promise<FileResponse> {
    const { id } = parameters;
    return this.noticeBatches.downloadIndex(id, options);
  }

  /** @deprecated Usare `noticeBatches.cancel`. */
  cancelNoticeBatch(parameters: { id: string }, options: CallOptions = {}): Promise<NoticeBatch> {
    const { id } = parameters;
    return this.noticeBatches.cancel(id, options);
  }

  /** @deprecated Usare `organizations.create`. */
  createOrganization(parameters: { body: NewOrganization }, options: CallOptions = {}): Promise<Organization> {
    const { body } = parameters;
    return this.organizations.create(body, options);
  }

  /** @deprecated Usare `organizations.find`. */
  findOrganizations(parameters: Omit<FindOrganizationsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<OrganizationPage> {
    return this.organizations.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `organizations.read`. */
  readOrganization(parameters: { organization: string }, options: CallOptions = {}): Promise<Organization> {
    const { organization } = parameters;
    return this.organizations.read(organization, options);
  }

  /** @deprecated Usare `organizations.change`. */
  changeOrganization(parameters: { organization: string; body: OrganizationSettings } & Omit<ChangeOrganizationOptions, keyof CallOptions>, options: CallOptions = {}): Promise<Organization> {
    const { organization, body, ...rest } = parameters;
    return this.organizations.change(organization, body, { ...options, ...rest });
  }

  /** @deprecated Usare `organizations.setLogo`. */
  setOrganizationLogo(parameters: { organization: string; body: NewOrganizationLogo } & Omit<SetOrganizationLogoOptions, keyof CallOptions>, options: CallOptions = {}): Promise<OrganizationLogo> {
    const { organization, body, ...rest } = parameters;
    return this.organizations.setLogo(organization, body, { ...options, ...rest });
  }

  /** @deprecated Usare `organizations.readLogo`. */
  readOrganizationLogo(parameters: { organization: string }, options: CallOptions = {}): Promise<OrganizationLogo> {
    const { organization } = parameters;
    return this.organizations.readLogo(organization, options);
  }

  /** @deprecated Usare `organizations.removeLogo`. */
  removeOrganizationLogo(parameters: { organization: string } & Omit<RemoveOrganizationLogoOptions, keyof CallOptions>, options: CallOptions = {}): Promise<OrganizationLogo> {
    const { organization, ...rest } = parameters;
    return this.organizations.removeLogo(organization, { ...options, ...rest });
  }

  /** @deprecated Usare `organizations.createDepartment`. */
  createDepartment(parameters: { organization: string; body: NewDepartment }, options: CallOptions = {}): Promise<Department> {
    const { organization, body } = parameters;
    return this.organizations.createDepartment(organization, body, options);
  }

  /** @deprecated Usare `organizations.findDepartments`. */
  findDepartments(parameters: { organization: string } & Omit<FindDepartmentsOptions, keyof CallOptions>, options: CallOptions = {}): Promise<DepartmentPage> {
    const { organization, ...rest } = parameters;
    return this.organizations.findDepartments(organization, { ...options, ...rest });
  }

  /** @deprecated Usare `organizations.readDepartment`. */
  readDepartment(parameters: { organization: string; department: string }, options: CallOptions = {}): Promise<Department> {
    const { organization, department } = parameters;
    return this.organizations.readDepartment(organization, department, options);
  }

  /** @deprecated Usare `organizations.changeDepartment`. */
  changeDepartment(parameters: { organization: string; department: string; body: DepartmentSettings } & Omit<ChangeDepartmentOptions, keyof CallOptions>, options: CallOptions = {}): Promise<Department> {
    const { organization, department, body, ...rest } = parameters;
    return this.organizations.changeDepartment(organization, department, body, { ...options, ...rest });
  }

  /** @deprecated Usare `organizations.createBankAccount`. */
  createBankAccount(parameters: { organization: string; body: NewBankAccount }, options: CallOptions = {}): Promise<BankAccount> {
    const { organization, body } = parameters;
    return this.organizations.createBankAccount(organization, body, options);
  }

  /** @deprecated Usare `organizations.findBankAccounts`. */
  findBankAccounts(parameters: { organization: string } & Omit<FindBankAccountsOptions, keyof CallOptions>, options: CallOptions = {}): Promise<BankAccountPage> {
    const { organization, ...rest } = parameters;
    return this.organizations.findBankAccounts(organization, { ...options, ...rest });
  }

  /** @deprecated Usare `organizations.readBankAccount`. */
  readBankAccount(parameters: { organization: string; iban: string }, options: CallOptions = {}): Promise<BankAccount> {
    const { organization, iban } = parameters;
    return this.organizations.readBankAccount(organization, iban, options);
  }

  /** @deprecated Usare `organizations.changeBankAccount`. */
  changeBankAccount(parameters: { organization: string; iban: string; body: BankAccountSettings } & Omit<ChangeBankAccountOptions, keyof CallOptions>, options: CallOptions = {}): Promise<BankAccount> {
    const { organization, iban, body, ...rest } = parameters;
    return this.organizations.changeBankAccount(organization, iban, body, { ...options, ...rest });
  }

  /** @deprecated Usare `paymentDocuments.find`. */
  findPaymentDocuments(parameters: Omit<FindPaymentDocumentsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<PaymentDocumentPage> {
    return this.paymentDocuments.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `paymentDocuments.issue`. */
  issuePaymentDocument(parameters: { body: IssuePaymentDocumentRequest }, options: CallOptions = {}): Promise<PaymentDocument> {
    const { body } = parameters;
    return this.paymentDocuments.issue(body, options);
  }

  /** @deprecated Usare `paymentDocuments.search`. */
  searchPaymentDocuments(parameters: { body: SearchPaymentDocumentsRequest }, options: CallOptions = {}): Promise<PaymentDocumentPage> {
    const { body } = parameters;
    return this.paymentDocuments.search(body, options);
  }

  /** @deprecated Usare `paymentDocuments.read`. */
  readPaymentDocument(parameters: { id: string }, options: CallOptions = {}): Promise<PaymentDocument> {
    const { id } = parameters;
    return this.paymentDocuments.read(id, options);
  }

  /** @deprecated Usare `paymentDocuments.readTimeline`. */
  readPaymentDocumentTimeline(parameters: { id: string }, options: CallOptions = {}): Promise<DocumentTimeline> {
    const { id } = parameters;
    return this.paymentDocuments.readTimeline(id, options);
  }

  /** @deprecated Usare `paymentDocuments.readMovements`. */
  readPaymentDocumentMovements(parameters: { id: string }, options: CallOptions = {}): Promise<MovementList> {
    const { id } = parameters;
    return this.paymentDocuments.readMovements(id, options);
  }

  /** @deprecated Usare `paymentDocuments.publish`. */
  publishPaymentDocument(parameters: { id: string } & Omit<PublishPaymentDocumentOptions, keyof CallOptions>, options: CallOptions = {}): Promise<PaymentDocument> {
    const { id, ...rest } = parameters;
    return this.paymentDocuments.publish(id, { ...options, ...rest });
  }

  /** @deprecated Usare `paymentDocuments.cancel`. */
  cancelPaymentDocument(parameters: { id: string; body: CancelPaymentDocumentRequest } & Omit<CancelPaymentDocumentOptions, keyof CallOptions>, options: CallOptions = {}): Promise<PaymentDocument> {
    const { id, body, ...rest } = parameters;
    return this.paymentDocuments.cancel(id, body, { ...options, ...rest });
  }

  /** @deprecated Usare `paymentDocuments.downloadNotice`. */
  downloadNotice(parameters: { id: string } & Omit<DownloadNoticeOptions, keyof CallOptions>, options: CallOptions = {}): Promise<FileResponse> {
    const { id, ...rest } = parameters;
    return this.paymentDocuments.downloadNotice(id, { ...options, ...rest });
  }

  /** @deprecated Usare `paymentDocuments.downloadSummary`. */
  downloadPaymentDocumentSummary(parameters: { id: string }, options: CallOptions = {}): Promise<FileResponse> {
    const { id } = parameters;
    return this.paymentDocuments.downloadSummary(id, options);
  }

  /** @deprecated Usare `payments.record`. */
  recordPayment(parameters: { body: RecordPaymentRequest }, options: CallOptions = {}): Promise<Payment> {
    const { body } = parameters;
    return this.payments.record(body, options);
  }

  /** @deprecated Usare `payments.find`. */
  findPayments(parameters: Omit<FindPaymentsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<PaymentPage> {
    return this.payments.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `payments.read`. */
  readPayment(parameters: { id: string }, options: CallOptions = {}): Promise<Payment> {
    const { id } = parameters;
    return this.payments.read(id, options);
  }

  /** @deprecated Usare `payments.downloadQuittance`. */
  downloadQuittance(parameters: { id: string }, options: CallOptions = {}): Promise<FileResponse> {
    const { id } = parameters;
    return this.payments.downloadQuittance(id, options);
  }

  /** @deprecated Usare `receipts.find`. */
  findReceipts(parameters: Omit<FindReceiptsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<ReceiptPage> {
    return this.receipts.find({ ...options, ...parameters });
  }

  /** @deprecated Usare `receipts.read`. */
  readReceipt(parameters: { id: string }, options: CallOptions = {}): Promise<Receipt> {
    const { id } = parameters;
    return this.receipts.read(id, options);
  }

  /** @deprecated Usare `receipts.download`. */
  downloadReceipt(parameters: { id: string }, options: CallOptions = {}): Promise<FileResponse> {
    const { id } = parameters;
    return this.receipts.download(id, options);
  }

  /** @deprecated Usare `revenueTypes.create`. */
  createRevenueType(parameters: { organization: string; body: NewRevenueType }, options: CallOptions = {}): Promise<RevenueType> {
    const { organization, body } = parameters;
    return this.revenueTypes.create(organization, body, options);
  }

  /** @deprecated Usare `revenueTypes.find`. */
  findRevenueTypes(parameters: { organization: string } & Omit<FindRevenueTypesOptions, keyof CallOptions>, options: CallOptions = {}): Promise<RevenueTypePage> {
    const { organization, ...rest } = parameters;
    return this.revenueTypes.find(organization, { ...options, ...rest });
  }

  /** @deprecated Usare `revenueTypes.read`. */
  readRevenueType(parameters: { organization: string; revenueType: string }, options: CallOptions = {}): Promise<RevenueType> {
    const { organization, revenueType } = parameters;
    return this.revenueTypes.read(organization, revenueType, options);
  }

  /** @deprecated Usare `revenueTypes.change`. */
  changeRevenueType(parameters: { organization: string; revenueType: string; body: RevenueTypeSettings } & Omit<ChangeRevenueTypeOptions, keyof CallOptions>, options: CallOptions = {}): Promise<RevenueType> {
    const { organization, revenueType, body, ...rest } = parameters;
    return this.revenueTypes.change(organization, revenueType, body, { ...options, ...rest });
  }

  /** @deprecated Usare `status.read`. */
  readStatus(options: CallOptions = {}): Promise<ServiceStatus> {
    return this.status.read(options);
  }

  /** @deprecated Usare `webhooks.registerEndpoint`. */
  registerWebhookEndpoint(parameters: { body: NewWebhookEndpoint }, options: CallOptions = {}): Promise<RegisteredWebhookEndpoint> {
    const { body } = parameters;
    return this.webhooks.registerEndpoint(body, options);
  }

  /** @deprecated Usare `webhooks.findEndpoints`. */
  findWebhookEndpoints(parameters: Omit<FindWebhookEndpointsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<WebhookEndpointPage> {
    return this.webhooks.findEndpoints({ ...options, ...parameters });
  }

  /** @deprecated Usare `webhooks.readEndpoint`. */
  readWebhookEndpoint(parameters: { id: string }, options: CallOptions = {}): Promise<WebhookEndpoint> {
    const { id } = parameters;
    return this.webhooks.readEndpoint(id, options);
  }

  /** @deprecated Usare `webhooks.disableEndpoint`. */
  disableWebhookEndpoint(parameters: { id: string } & Omit<DisableWebhookEndpointOptions, keyof CallOptions>, options: CallOptions = {}): Promise<WebhookEndpoint> {
    const { id, ...rest } = parameters;
    return this.webhooks.disableEndpoint(id, { ...options, ...rest });
  }

  /** @deprecated Usare `webhooks.findDeliveries`. */
  findWebhookDeliveries(parameters: { id: string } & Omit<FindWebhookDeliveriesOptions, keyof CallOptions>, options: CallOptions = {}): Promise<WebhookDeliveryPage> {
    const { id, ...rest } = parameters;
    return this.webhooks.findDeliveries(id, { ...options, ...rest });
  }

  /** @deprecated Usare `webhooks.findEvents`. */
  findEvents(parameters: Omit<FindEventsOptions, keyof CallOptions> = {}, options: CallOptions = {}): Promise<WebhookEventPage> {
    return this.webhooks.findEvents({ ...options, ...parameters });
  }
}
