using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Checkouts;

/// <summary>
/// Stands in for the service that opens carts, on a port of this machine. It checks each cart against the official schema, where that is at hand,
/// and answers 302 with an address of its own unless a test arranges something else.
/// </summary>
internal sealed class CartServer : IAsyncDisposable
{
    private static readonly Lazy<OfficialApi> Official = new(() => new OfficialApi("checkout_v2.json"));
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> arranged = new();
    private readonly ConcurrentQueue<JsonNode> carts = new();

    public CartServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapPost("/checkout/ec/v2/carts", Answer);
        server.Start();
    }

    /// <summary>The address to configure.</summary>
    public string Address => $"{server.Urls.Single()}/checkout/ec/v2";

    /// <summary>The carts received so far.</summary>
    public IReadOnlyList<JsonNode> Carts => [.. carts];

    /// <summary>The subscription keys that came with them.</summary>
    public ConcurrentQueue<string?> Keys { get; } = new();

    /// <summary>Answers the next request in another way.</summary>
    public void Next(Func<HttpContext, Task> answer) => arranged.Enqueue(answer);

    /// <summary>Answers the next request with a status and a body.</summary>
    public void Next(int status, string body = "", string? location = null) =>
        Next(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return context.Response.WriteAsync(body);
        });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (Reference.IsPresent && Official.Value.Misfits("CartRequestV2", text) is { Count: > 0 } misfits)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($$"""{"title":"{{string.Join("; ", misfits)}}"}""");
            return;
        }

        carts.Enqueue(JsonNode.Parse(text)!);
        Keys.Enqueue(context.Request.Headers["Ocp-Apim-Subscription-Key"]);
        if (arranged.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"https://checkout.pagopa.it/c/{carts.Count}");
    }
}
