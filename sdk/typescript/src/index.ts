export { bulkLoadResults, BulkRows, loadInBulk, type BulkRow, type BulkLoadSettings } from "./bulk.js";
export type { ApiCall, CallOptions, FileResponse } from "./call.js";
export { RiscossioneClient, type RiscossioneOptions } from "./client.js";
export { RiscossioneError } from "./error.js";
export type * from "./generated/client.js";
export { BulkLoadModes, BulkLoadOutcomes, BulkLoadStates, DocumentStates, EventTypes, PaymentOutcomes, Scopes } from "./known-values.js";
export { enumerate } from "./paging.js";
export type { Clock, RetryLimits } from "./retry.js";
export { verifySignature, verifyWebhook, WebhookRefusedError, webhookToleranceSeconds } from "./webhooks.js";
