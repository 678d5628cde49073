// A receiver that verifies deliveries with the reference library of Standard Webhooks. Ends with its standard input.
//   POST /hook     a delivery: answers 204 when one of the secrets verifies it, otherwise 400, and prints which secrets do
//   PUT  /secrets  the secrets, as a JSON array
//   POST /signed   { secret, id, timestamp, body }: answers the signature of the library
import { createServer } from "node:http";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

let secrets = [];

function verifies(secret, body, headers) {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

const routes = {
  "PUT /secrets": (body) => {
    secrets = JSON.parse(body);
    return [204];
  },
  "POST /signed": (body) => {
    const asked = JSON.parse(body);
    return [200, new Webhook(asked.secret).sign(asked.id, new Date(asked.timestamp), asked.body)];
  },
  "POST /hook": (body, headers) => {
    const verified = secrets.map((secret) => verifies(secret, body, headers));
    console.log(JSON.stringify({ id: headers["webhook-id"], verified }));
    return [verified.includes(true) ? 204 : 400];
  },
};

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [status, answer] = routes[`${request.method} ${request.url}`](Buffer.concat(chunks).toString("utf8"), request.headers);
  response.writeHead(status).end(answer);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit()).resume();
