using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Samples.Simulator.Archive;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Psp = Lecce.Riscossione.Tests.Host.Psp;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>A call that the archive received.</summary>
/// <param name="Text">The method, and what follows the organization: <c>POST debtpositions?toPublish=true</c>.</param>
/// <param name="Body">The JSON; null without one.</param>
internal sealed record ArchiveCall(string Text, JsonNode? Body);

/// <summary>
/// The simulator's archive on a port of this machine. It checks each body against the official schema, where that is at hand, keeps the calls, and
/// fails as a test arranges it.
/// </summary>
internal sealed class ArchiveServer : IAsyncDisposable
{
    public const string Key = "chiave-di-prova";
    private const string Prefix = ArchiveApi.Path + "/organizations/" + Psp.Lecce + "/";
    private static readonly Lazy<OfficialApi> Official = new(() => new OfficialApi("gpd-4-aca.json"));
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Func<HttpContext, RequestDelegate, Task>> arranged = new();
    private readonly ConcurrentQueue<ArchiveCall> calls = new();
    private int concurrent;
    private int maxConcurrent;

    public ArchiveServer(IClock clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new SimulatorOptions { SubscriptionKey = Key });
        builder.Services.AddSingleton(new SimulatorClock(clock, start: null));
        builder.Services.AddSingleton<NoticeArchive>();
        server = builder.Build();
        server.Use(Watch);
        server.UseRouting();
        server.MapArchive();
        server.Start();
    }

    /// <summary>The address to configure.</summary>
    public string Address => server.Urls.Single() + ArchiveApi.Path;

    /// <summary>What the archive holds.</summary>
    public NoticeArchive Archive => server.Services.GetRequiredService<NoticeArchive>();

    /// <summary>The calls so far, in the order of their arrival.</summary>
    public IReadOnlyList<ArchiveCall> Calls => [.. calls];

    /// <summary>The calls so far, without their bodies.</summary>
    public IEnumerable<string> Told => Calls.Select(call => call.Text);

    /// <summary>How many calls were under way at once.</summary>
    public int MaxConcurrent => maxConcurrent;

    /// <summary>Answers every call with this status; null as an archive does.</summary>
    public int? Always { get; set; }

    /// <summary>Handles the next call in another way; it may still pass it on to the archive.</summary>
    public void Next(Func<HttpContext, RequestDelegate, Task> handle) => arranged.Enqueue(handle);

    /// <summary>Answers the next call with a status, without the archive.</summary>
    public void Next(int status, string? retryAfter = null) =>
        Next(
            (context, _) =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = retryAfter;
                return Task.CompletedTask;
            }
        );

    /// <summary>The archive takes the next call, and its answer is lost.</summary>
    public void LoseNextAnswer() =>
        Next(
            async (context, archive) =>
            {
                var body = context.Response.Body;
                context.Response.Body = Stream.Null;
                await archive(context);
                context.Response.Body = body;
                context.Abort();
            }
        );

    /// <summary>The status of a document's position; null when the archive does not hold it.</summary>
    public string? StatusOf(string documentId) => Archive.Read(Psp.Lecce, documentId).Position?.Status;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task Watch(HttpContext context, RequestDelegate next)
    {
        var now = Interlocked.Increment(ref concurrent);
        maxConcurrent = Math.Max(maxConcurrent, now);
        try
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            var text = await reader.ReadToEndAsync();
            context.Request.Body.Position = 0;
            var path = $"{context.Request.Path}{context.Request.QueryString}";
            calls.Enqueue(new ArchiveCall($"{context.Request.Method} {path[Prefix.Length..]}", text is "" ? null : JsonNode.Parse(text)));
            if (text is not "" && Reference.IsPresent && Misfits(path, text) is { Count: > 0 } misfits)
            {
                context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                calls.Enqueue(new ArchiveCall($"MISFITS {string.Join("; ", misfits)}", null));
                return;
            }

            if (arranged.TryDequeue(out var handle))
            {
                await handle(context, next);
            }
            else if (Always is { } status)
            {
                context.Response.StatusCode = status;
            }
            else
            {
                await next(context);
            }
        }
        finally
        {
            Interlocked.Decrement(ref concurrent);
        }
    }

    private static IReadOnlyList<string> Misfits(string path, string text) =>
        Official.Value.Misfits(
            path.Contains("/paids/", StringComparison.Ordinal) ? "AlreadyPaidPaymentOptionModel" : "PaymentPositionModel",
            text
        );
}
