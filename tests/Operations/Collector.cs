using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>A collector that receives OTLP (HTTP, protobuf) and any other request.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly WebApplication app;

    private Collector(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>Every received span.</summary>
    public IEnumerable<CollectedSpan> Spans =>
        from request in Bodies("/v1/traces")
        from resource in ProtobufField.Of(request, 1)
        from scope in ProtobufField.Of(resource, 2)
        from span in ProtobufField.Of(scope, 2)
        select CollectedSpan.Of(span);

    /// <summary>The name of every received measure.</summary>
    public IEnumerable<string> Measures =>
        from request in Bodies("/v1/metrics")
        from resource in ProtobufField.Of(request, 1)
        from scope in ProtobufField.Of(resource, 2)
        from metric in ProtobufField.Of(scope, 2)
        from name in ProtobufField.Of(metric, 1)
        select ProtobufField.Text(name);

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.Run(collector.Take);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Waits until the received data satisfy a condition.</summary>
    public async Task Until(Func<Collector, bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition(this))
        {
            var left = Patience - Stopwatch.GetElapsedTime(started);
            Assert.True(left > TimeSpan.Zero && await arrivals.WaitAsync(left), $"No {what} came within {Patience}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrivals.Dispose();
    }

    /// <summary>All bodies received at an address.</summary>
    public IEnumerable<byte[]> Bodies(string path) => received.Where(one => one.Path == path).Select(one => one.Body);

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        received.Enqueue((context.Request.Path, body.ToArray()));
        arrivals.Release();
    }
}

/// <summary>A received span.</summary>
internal sealed record CollectedSpan(string TraceId, string ParentSpanId, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    public static CollectedSpan Of(ReadOnlyMemory<byte> span) =>
        new(
            Hex(span, 1),
            Hex(span, 4),
            ProtobufField.Text(ProtobufField.Of(span, 5).Single()),
            ProtobufField
                .Of(span, 9)
                .ToDictionary(
                    attribute => ProtobufField.Text(ProtobufField.Of(attribute, 1).Single()),
                    attribute =>
                        ProtobufField
                            .Of(attribute, 2)
                            .SelectMany(value => ProtobufField.Of(value, 1))
                            .Select(ProtobufField.Text)
                            .FirstOrDefault(""),
                    StringComparer.Ordinal
                )
        );

    private static string Hex(ReadOnlyMemory<byte> span, int field) =>
        ProtobufField.Of(span, field).Select(id => Convert.ToHexStringLower(id.Span)).FirstOrDefault("");
}

/// <summary>The part of protobuf that finds messages and texts in messages.</summary>
internal static class ProtobufField
{
    /// <summary>The messages, texts or bytes of one field, in their order.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> message, int field)
    {
        while (!message.IsEmpty)
        {
            var tag = Number(ref message);
            var length = (tag & 7) switch
            {
                0 => 0 * (int)Number(ref message),
                1 => 8,
                2 => (int)Number(ref message),
                5 => 4,
                _ => throw new InvalidDataException("Not protobuf."),
            };
            if ((tag & 7) == 2 && (int)(tag >> 3) == field)
            {
                yield return message[..length];
            }

            message = message[length..];
        }
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);

    private static ulong Number(ref ReadOnlyMemory<byte> message)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var one = message.Span[0];
            message = message[1..];
            number |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                return number;
            }
        }
    }
}
