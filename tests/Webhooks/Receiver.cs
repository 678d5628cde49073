using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>One delivery as it came over the wire.</summary>
internal sealed record Received(string Path, IHeaderDictionary Headers, string Body)
{
    public string WebhookId => Headers["webhook-id"].ToString();
}

/// <summary>A department's system: a real server on loopback that answers what the test tells it to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<Received> received = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>The answer to the n-th delivery, counted from 1.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<Received> Received => [.. received];

    public string Url => $"{app.Urls.Single()}/hook";

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public void AnswerWith(params int[] statuses) =>
        Answer = (count, context) =>
        {
            context.Response.StatusCode = statuses[Math.Min(count, statuses.Length) - 1];
            return Task.CompletedTask;
        };

    /// <summary>Waits until one more delivery has arrived.</summary>
    public async Task WaitForOne() => Assert.True(await arrivals.WaitAsync(Patience), "Nothing was delivered.");

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrivals.Dispose();
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        received.Enqueue(new Received(context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary()), body));
        arrivals.Release();
        await Answer(received.Count, context);
    }
}
