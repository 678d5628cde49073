using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Il client dell'API: una proprietà per ogni risorsa, con un metodo per ogni operazione. Ne basta uno per tutta la vita del programma, anche
/// con più thread. Una risposta non riuscita è una <see cref="RiscossioneException"/>, una risposta che non arriva una
/// <see cref="RiscossioneNetworkException"/>. Proprietà e metodi sono virtuali, per le prove.
/// </summary>
public partial class RiscossioneClient : IDisposable
{
    /// <summary>Il nome dell'<c>ActivitySource</c> del client, per <c>AddSource</c> di OpenTelemetry.</summary>
    public const string ActivitySourceName = "Lecce.Riscossione.Sdk";

    internal const string IdempotencyKeyHeader = "Idempotency-Key";

    private static readonly ProductInfoHeaderValue UserAgent = new(
        "Lecce.Riscossione.Sdk",
        typeof(RiscossioneClient).Assembly.GetName().Version?.ToString(3)
    );

    private readonly HttpClient http = null!;
    private readonly Uri baseAddress = null!;
    private readonly string apiKey = "";
    private readonly Func<CancellationToken, ValueTask<string>>? accessToken;
    private readonly bool ownsHttp;
    private readonly TimeSpan bodyTimeout;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly ILogger logger = NullLogger.Instance;

    /// <summary>Un client con collegamenti propri, i tentativi e i limiti consueti.</summary>
    /// <param name="baseAddress">L'indirizzo dell'API.</param>
    /// <param name="apiKey">Una chiave API o un token di accesso.</param>
    public RiscossioneClient(Uri baseAddress, string apiKey)
        : this(new RiscossioneOptions { BaseAddress = baseAddress, ApiKey = apiKey }) { }

    /// <summary>Un client con collegamenti propri.</summary>
    /// <param name="options">Indirizzo, chiave e limiti.</param>
    public RiscossioneClient(RiscossioneOptions options)
        : this(NewHttpClient(options), options)
    {
        ownsHttp = true;
    }

    /// <summary>
    /// Un client che usa i collegamenti del programma, e non li chiude. Riprova solo se <paramref name="http"/> ha un
    /// <see cref="RetryHandler"/>.
    /// </summary>
    /// <param name="http">Invia le richieste; il suo indirizzo vale quando le opzioni non ne hanno uno.</param>
    /// <param name="options">Indirizzo e chiave.</param>
    /// <exception cref="ArgumentException">Manca l'indirizzo dell'API.</exception>
    public RiscossioneClient(HttpClient http, RiscossioneOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        var address =
            options.BaseAddress ?? http.BaseAddress ?? throw new ArgumentException("A base address is required.", nameof(options));
        this.http = http;
        baseAddress = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        apiKey = options.ApiKey;
        accessToken = options.AccessToken;
        bodyTimeout = options.AttemptTimeout;
        time = options.Time;
        logger = options.LoggerFactory?.CreateLogger<RiscossioneClient>() ?? logger;
    }

    /// <summary>Per le prove: una classe derivata sostituisce proprietà e metodi.</summary>
    protected RiscossioneClient() { }

    /// <summary>
    /// Invia una richiesta qualsiasi con la chiave di questo client e restituisce la risposta, con qualsiasi stato: per ciò che gli altri
    /// metodi non prevedono.
    /// </summary>
    /// <param name="request">La richiesta; il suo indirizzo è relativo a quello dell'API, o comincia con quello.</param>
    /// <param name="cancellationToken">Annulla la chiamata.</param>
    /// <returns>La risposta; va chiusa.</returns>
    /// <exception cref="ArgumentException">L'indirizzo non è dell'API: la chiave non si invia altrove.</exception>
    /// <exception cref="RiscossioneNetworkException">L'API non si raggiunge o non ha risposto in tempo.</exception>
    public virtual async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = new Uri(baseAddress, request.RequestUri ?? new Uri("", UriKind.Relative));
        if (!baseAddress.IsBaseOf(address))
        {
            throw new ArgumentException("The address is not under the base address. The key is sent only to the API.", nameof(request));
        }

        request.RequestUri = address;
        request.Headers.UserAgent.Add(UserAgent);
        var bearer = accessToken is null ? apiKey : await accessToken(cancellationToken).ConfigureAwait(false);
        if (bearer.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        // All attempts have one key, by which the API recognises a repetition.
        if (request.Method == HttpMethod.Post && !request.Headers.Contains(IdempotencyKeyHeader))
        {
            request.Headers.Add(IdempotencyKeyHeader, Guid.NewGuid().ToString());
        }

        return await SendTracedAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Chiude i collegamenti, se sono del client.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Chiude i collegamenti, se sono del client.</summary>
    /// <param name="disposing">Falso in un finalizzatore.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && ownsHttp)
        {
            http.Dispose();
        }
    }

    internal static HttpMessageHandler NewTransport() =>
#if NETSTANDARD2_0
        new HttpClientHandler { AllowAutoRedirect = false };
#else
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
#endif

    private static HttpClient NewHttpClient(RiscossioneOptions options) =>
        new(new RetryHandler(options) { InnerHandler = NewTransport() }) { Timeout = Timeout.InfiniteTimeSpan };

    internal async Task SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var request = call.Build(baseAddress);
        using var response = await SendCheckedAsync(request, call.Options, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<T> SendAsync<T>(ApiCall call, CancellationToken cancellationToken)
    {
        using var request = call.Build(baseAddress);
        var response = await SendCheckedAsync(request, call.Options, cancellationToken).ConfigureAwait(false);
        if (typeof(T) == typeof(FileResponse))
        {
            return (T)(object)await FileResponse.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            try
            {
                return await ReadInTimeAsync(
                            call.Options,
                            stop => response.Content.ReadFromJsonAsync(Json.Of<T>(), stop),
                            cancellationToken
                        )
                        .ConfigureAwait(false)
                    ?? throw new JsonException("The answer is null.");
            }
            catch (JsonException unreadable)
            {
                throw RiscossioneException.Unreadable(response, unreadable);
            }
        }
    }

    private async Task<HttpResponseMessage> SendTracedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var template = Telemetry.TemplateOf(request);
        using var activity = Telemetry.Start(request);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            Telemetry.End(activity, request, response);
            Telemetry.Answered(logger, request.Method, template, (int)response.StatusCode, MillisecondsSince(started));
            return response;
        }
        catch (Exception exception) when (RiscossioneNetworkException.FailureOf(exception, cancellationToken) is { } failure)
        {
            Telemetry.End(activity, request, failure);
            Telemetry.Unanswered(logger, request.Method, template, failure, MillisecondsSince(started));
            throw new RiscossioneNetworkException(failure, exception);
        }
    }

    private long MillisecondsSince(long started) => (long)time.GetElapsedTime(started).TotalMilliseconds;

    /// <summary>Reads the body of an answer, which may stop arriving.</summary>
    private async Task<T> ReadInTimeAsync<T>(
        RequestOptions? options,
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        using var timeout = RetryHandler.After(options?.AttemptTimeout ?? bodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await read(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RiscossioneNetworkException(NetworkFailure.Timeout, late);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new RiscossioneNetworkException(NetworkFailure.BrokenAnswer, broken);
        }
    }

    private async Task<HttpResponseMessage> SendCheckedAsync(
        HttpRequestMessage request,
        RequestOptions? options,
        CancellationToken cancellationToken
    )
    {
        var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        ResponseCapture.Note(response, options?.Capture);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ReadInTimeAsync(options, stop => RiscossioneException.FromAsync(response, stop), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
