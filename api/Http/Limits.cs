using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lecce.Riscossione.Api.Http;

/// <summary>How much, how long and how slowly a request may be, before anything looks at what it says.</summary>
internal static class Limits
{
    /// <summary>The largest body of an operation that does not say otherwise.</summary>
    public const long LargestBodyBytes = 1024 * 1024;

    // A line of HTTP/1.1 ends with CR LF: a proxy that reads a bare LF in another way than the server may let a hidden request through.
    private const string NoBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private const string ConnectionsSetting = "Riscossione:MaxConnections";
    private const string TimeoutSetting = "Riscossione:RequestTimeoutSeconds";
    private const int UsualConnections = 5_000;
    private const int UsualTimeoutSeconds = 30;
    private const int SlowestBodyBytesPerSecond = 240;

    /// <summary>Bounds connections, lines, headers and bodies. A client that sends a byte now and then is let go of.</summary>
    public static void Apply(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        AppContext.SetSwitch(NoBareLineFeeds, isEnabled: true);
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = configuration.GetValue(ConnectionsSetting, UsualConnections);
        limits.MaxRequestBodySize = LargestBodyBytes;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBodyBytesPerSecond, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(SlowestBodyBytesPerSecond, TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 100;
    }

    /// <summary>Ends whatever takes longer than an answer is worth. The cancellation reaches the statements at work.</summary>
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
