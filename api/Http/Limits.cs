using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Size, time and rate limits of every request.</summary>
internal static class Limits
{
    /// <summary>The default maximum size of a body.</summary>
    public const long MaxBodyBytes = 1024 * 1024;

    // HTTP/1.1 lines end with CR LF. If a proxy and the server read a bare LF differently, a hidden request may pass.
    private const string NoBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private const string ConnectionsSetting = "Riscossione:MaxConnections";
    private const string TimeoutSetting = "Riscossione:RequestTimeoutSeconds";
    private const int UsualConnections = 5_000;
    private const int UsualTimeoutSeconds = 30;
    private const int SlowestBodyBytesPerSecond = 240;

    /// <summary>Limits connections, lines, headers and bodies. Connections of slow senders are closed.</summary>
    public static void Apply(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        AppContext.SetSwitch(NoBareLineFeeds, isEnabled: true);
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = configuration.GetValue(ConnectionsSetting, UsualConnections);
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBodyBytesPerSecond, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(SlowestBodyBytesPerSecond, TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 100;
    }

    /// <summary>Cancels requests, and their running SQL, after the timeout.</summary>
    public static void AddRequestTimeout(this IServiceCollection services, IConfiguration configuration)
    {
        var timeout = TimeSpan.FromSeconds(configuration.GetValue(TimeoutSetting, UsualTimeoutSeconds));
        services.AddRequestTimeouts(options =>
            options.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = timeout,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
                WriteTimeoutResponse = context => Problems.Write(context, TimedOut(timeout)),
            }
        );
    }

    private static Refusal TimedOut(TimeSpan timeout) =>
        new(
            Codes.RequestTimedOut,
            string.Create(
                CultureInfo.InvariantCulture,
                $"La richiesta è durata più di {timeout.TotalSeconds:0} secondi ed è stata interrotta: riprovare, con la stessa Idempotency-Key se è una POST."
            )
        );
}
