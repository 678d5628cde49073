using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Invia di nuovo una richiesta dopo 408, 429, 5xx, un tempo scaduto o un collegamento interrotto, se ripeterla non ha un secondo effetto:
/// GET, HEAD, PUT, DELETE, e POST con una <c>Idempotency-Key</c>. Le attese sono casuali, tra zero e un massimo che raddoppia, e non più
/// brevi del <c>Retry-After</c> della risposta.
/// </summary>
/// <param name="options">Limiti e orologio.</param>
public sealed class RetryHandler(RiscossioneOptions options) : DelegatingHandler
{
    internal static readonly HttpRequestOptionsKey<bool> CannotRepeat = new("Lecce.Riscossione.CannotRepeat");

    internal static readonly HttpRequestOptionsKey<bool> TakesItsTime = new("Lecce.Riscossione.TakesItsTime");

    internal static readonly HttpRequestOptionsKey<RequestOptions> OfTheCall = new("Lecce.Riscossione.OfTheCall");

    internal static readonly HttpRequestOptionsKey<string> Template = new("Lecce.Riscossione.Template");

    internal static readonly HttpRequestOptionsKey<int> Attempts = new("Lecce.Riscossione.Attempts");

    private readonly ILogger logger = options.LoggerFactory?.CreateLogger<RetryHandler>() ?? (ILogger)NullLogger.Instance;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = options.Time.GetTimestamp();
        request.Options.TryGetValue(OfTheCall, out var call);
        var maxAttempts = call?.MaxAttempts ?? options.MaxAttempts;
        var totalTimeout = call?.TotalTimeout ?? options.TotalTimeout;
        for (var attempt = 1; ; attempt++)
        {
            request.Options.Set(Attempts, attempt);
            HttpResponseMessage? response = null;
            ExceptionDispatchInfo? failure = null;
            try
            {
                response = await SendOnceAsync(request, call?.AttemptTimeout ?? options.AttemptTimeout, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception exception) when (IsTransient(exception))
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            var isLast = attempt >= maxAttempts || !IsRepeatable(request) || (response is not null && !IsTransient(response));
            if (isLast || WaitAfter(attempt, response, totalTimeout - options.Time.GetElapsedTime(started)) is not { } wait)
            {
                failure?.Throw();
                return response!;
            }

            var reason = response is null
                ? failure!.SourceException.GetType().Name
                : FormattableString.Invariant($"{(int)response.StatusCode}");
            Telemetry.Repeated(logger, request.Method, Telemetry.TemplateOf(request), attempt, reason, (long)wait.TotalMilliseconds);
            response?.Dispose();
            await Task.Delay(wait, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request,
        TimeSpan attemptTimeout,
        CancellationToken cancellationToken
    )
    {
        var patience = request.Options.TryGetValue(TakesItsTime, out var isLong) && isLong ? Timeout.InfiniteTimeSpan : attemptTimeout;
        using var timeout = After(patience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await base.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The API did not answer in time.", canceled);
        }
    }

    internal static CancellationTokenSource After(TimeSpan delay, TimeProvider time) =>
#if NETSTANDARD2_0
        time.CreateCancellationTokenSource(delay);
#else
        new(delay, time);
#endif

    private static bool IsRepeatable(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(CannotRepeat, out var cannot) && cannot)
        {
            return false;
        }

        return request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Head
            || request.Method == HttpMethod.Put
            || request.Method == HttpMethod.Delete
            || (request.Method == HttpMethod.Post && request.Headers.Contains(RiscossioneClient.IdempotencyKeyHeader));
    }

    // A conflict with Retry-After is an earlier attempt of this request that is still in progress.
    private static bool IsTransient(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.RequestTimeout or (HttpStatusCode)429
        || (int)response.StatusCode >= 500
        || (response.StatusCode is HttpStatusCode.Conflict && response.Headers.RetryAfter is not null);

    private static bool IsTransient(Exception failure) => failure is HttpRequestException or TimeoutException or IOException;

    // Null when the wait would exceed the time that is left.
    private TimeSpan? WaitAfter(int attempt, HttpResponseMessage? response, TimeSpan left)
    {
        var bound = Math.Min(options.MaxDelay.Ticks, options.BaseDelay.Ticks * Math.Pow(2, attempt - 1));
        var wait = TimeSpan.FromTicks((long)(Random.Shared.NextDouble() * bound));
        if (response?.Headers.RetryAfter is { } retryAfter)
        {
            var asked = retryAfter.Delta ?? retryAfter.Date - options.Time.GetUtcNow() ?? TimeSpan.Zero;
            wait = asked > TimeSpan.Zero ? asked + wait : wait;
        }

        return wait > left ? null : wait;
    }
}
