using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Payments.Recovery;

/// <summary>
/// Stands in for pagoPA's service of receipts, on a port of this machine. It has the receipts that a test gives it, and answers 404 for all others
/// unless the test arranges something else.
/// </summary>
internal sealed class BizServer : IAsyncDisposable
{
    private const string Base = "/bizevents/service/v1";
    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, byte[]> receipts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<HttpContext, Task>> arranged = new();

    public BizServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapGet(Base + "/{**path}", Answer);
        server.Start();
    }

    /// <summary>The address to configure.</summary>
    public string Address => server.Urls.Single() + Base;

    /// <summary>The paths asked for so far, below the base address, as they came.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The subscription keys that came with them.</summary>
    public ConcurrentQueue<string?> Keys { get; } = new();

    /// <summary>Answers every request in another way while it is set.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>Has a receipt from now on.</summary>
    public void Serve(string iur, string json) => receipts[iur] = Encoding.UTF8.GetBytes(json);

    /// <summary>Refuses every request as one too many.</summary>
    public void RefuseAll(int retryAfterSeconds) =>
        Instead = context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        };

    /// <summary>Answers the next request in another way.</summary>
    public void Next(Func<HttpContext, Task> answer) => arranged.Enqueue(answer);

    /// <summary>Answers the next request with a status.</summary>
    public void Next(int status, string? location = null) =>
        Next(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget[Base.Length..];
        Asked.Enqueue(path);
        Keys.Enqueue(context.Request.Headers["Ocp-Apim-Subscription-Key"]);
        if (Instead is { } instead)
        {
            await instead(context);
            return;
        }

        if (arranged.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        // /organizations/{organization}/receipts/{iur}
        var iur = Uri.UnescapeDataString(path.Split('/')[4]);
        if (receipts.TryGetValue(iur, out var receipt))
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(receipt);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync("""{"title":"Biz event not found","status":404,"detail":"No biz event found"}""");
    }
}
