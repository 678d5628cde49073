// The receivers of docs/webhooks.md; receivers.test.ts runs them, and tests/Sdk/ReadmeTests.cs compares the two.
import express from "express";
import fastify from "fastify";
import { verifyWebhook, WebhookRefusedError, type WebhookEvent } from "../src/index.js";

export function onExpress(secret: string, handle: (event: WebhookEvent) => Promise<void>) {
  const app = express();
  app.post("/notifiche", express.raw({ type: "*/*" }), async (request, response) => {
    try {
      await handle(await verifyWebhook(request.body, request.headers, secret));
      response.sendStatus(204);
    } catch (error) {
      if (!(error instanceof WebhookRefusedError)) throw error;
      response.sendStatus(400);
    }
  });
  return app;
}

export function onFastify(secret: string, handle: (event: WebhookEvent) => Promise<void>) {
  const app = fastify();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  app.post("/notifiche", async (request, reply) => {
    try {
      await handle(await verifyWebhook(request.body as Buffer, request.headers, secret));
      return reply.code(204).send();
    } catch (error) {
      if (!(error instanceof WebhookRefusedError)) throw error;
      return reply.code(400).send();
    }
  });
  return app;
}

export function onNext(secret: string, handle: (event: WebhookEvent) => Promise<void>) {
  async function POST(request: Request): Promise<Response> {
    try {
      await handle(await verifyWebhook(await request.text(), request.headers, secret));
      return new Response(null, { status: 204 });
    } catch (error) {
      if (!(error instanceof WebhookRefusedError)) throw error;
      return new Response(null, { status: 400 });
    }
  }
  return POST;
}

export async function handle(event: WebhookEvent, post: (paymentId: string, cents: number) => Promise<void>) {
  switch (event.type) {
    case "payment.recorded":
      await post(event.data.paymentId, event.data.amountCents);
      break;
    default:
      console.log(`ignorato: ${event.type}`);
  }
}
