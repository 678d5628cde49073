using System.Net;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>The part of the walk about webhooks.</summary>
internal static partial class EveryOperation
{
    private static async Task Webhooks(CallRecorder calls, string key)
    {
        const string Endpoint =
            """{"url":"https://uffici.example/avvisi","eventTypes":["payment-document.issued","payment.recorded"],"revenueTypes":["tari"]}""";
        var kept = await calls.Call("RegisterWebhookEndpoint", "POST", "/v1/webhook-endpoints", key, Endpoint, HttpStatusCode.Created);
        await calls.Call("FindWebhookEndpoints", "GET", "/v1/webhook-endpoints", key);
        await calls.Call("ReadWebhookEndpoint", "GET", $"/v1/webhook-endpoints/{kept["id"]}", key);
        foreach (var mediaType in (string[])[ChangeWebhookEndpoint.MergePatch, "application/json"])
        {
            await calls.Call(
                "ChangeWebhookEndpoint",
                "PATCH",
                $"/v1/webhook-endpoints/{kept["id"]}",
                key,
                """{"description":"Avvisi del gestionale tributi","eventTypes":["payment-document.*","payment.recorded"]}""",
                mediaType: mediaType
            );
        }

        await calls.Call(
            "RotateWebhookSecret",
            "POST",
            $"/v1/webhook-endpoints/{kept["id"]}/secret-rotations",
            key,
            """{"overlapHours":48}""",
            HttpStatusCode.Created
        );
        await Other(calls, key);
        await calls.Call("FindWebhookDeliveries", "GET", $"/v1/webhook-endpoints/{kept["id"]}/deliveries", key);
        var test = await calls.Call(
            "SendWebhookTestEvent",
            "POST",
            $"/v1/webhook-endpoints/{kept["id"]}/test-events",
            key,
            expected: HttpStatusCode.Created
        );
        await calls.Call("FindWebhookAttempts", "GET", $"/v1/webhook-endpoints/{kept["id"]}/deliveries/{test["eventId"]}/attempts", key);
        await calls.Call("RedeliverWebhook", "POST", $"/v1/webhook-endpoints/{kept["id"]}/deliveries/{test["eventId"]}/redelivery", key);
        await calls.Call("ReadWebhookStatistics", "GET", $"/v1/webhook-endpoints/{kept["id"]}/statistics", key);
        await Recovery(calls, key, $"/v1/webhook-endpoints/{kept["id"]}");
        await calls.Call("DisableWebhookEndpoint", "DELETE", $"/v1/webhook-endpoints/{kept["id"]}", key);
    }

    private static async Task Recovery(CallRecorder calls, string key, string endpoint)
    {
        await calls.Call("PauseWebhookEndpoint", "POST", $"{endpoint}/pause", key);
        var recovery = await calls.Call(
            "StartWebhookRecovery",
            "POST",
            $"{endpoint}/recoveries",
            key,
            """{"since":"2026-11-01T00:00:00Z","onlyFailed":true}""",
            HttpStatusCode.Accepted
        );
        await calls.Call("FindWebhookRecoveries", "GET", $"{endpoint}/recoveries", key);
        await calls.Call("ReadWebhookRecovery", "GET", $"{endpoint}/recoveries/{recovery["id"]}", key);
        await calls.Call("ResumeWebhookEndpoint", "POST", $"{endpoint}/resumption", key);
    }
}
