using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Samples.WebhookReceiver;

/// <summary>Verifies a delivery, keeps its event and answers; the work comes later, in <see cref="HandleEvents"/>.</summary>
internal static class ReceiveWebhook
{
    /// <summary>An event has some hundred bytes.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    public static async Task<IResult> Handle(HttpRequest request, Store store)
    {
        // Read each time, because another process may rotate them.
        var secrets = store.Secrets();
        if (secrets.Count == 0)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        // The signature covers the bytes as they came.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        try
        {
            store.Keep([new WebhookVerifier(secrets).Verify(name => request.Headers[name], body.ToArray())]);
            return Results.NoContent();
        }
        catch (WebhookRefusedException)
        {
            return Results.BadRequest();
        }
    }
}
