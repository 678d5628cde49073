using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// The API as one object: a method for each operation. Safe to share between threads; keep one for the life of the program.
/// Every answer that is not a success becomes a <see cref="RiscossioneException"/>. Methods are virtual so that tests can replace them.
/// </summary>
public partial class RiscossioneClient : IDisposable
{
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

    /// <summary>A client with its own connections, retries and limits, all at their defaults.</summary>
    /// <param name="baseAddress">Address under which the API answers.</param>
    /// <param name="apiKey">API key or access token.</param>
    public RiscossioneClient(Uri baseAddress, string apiKey)
        : this(new RiscossioneOptions { BaseAddress = baseAddress, ApiKey = apiKey }) { }

    /// <summary>A client with its own connections.</summary>
    /// <param name="options">Address, key and limits.</param>
    public RiscossioneClient(RiscossioneOptions options)
        : this(NewHttpClient(options), options)
    {
        ownsHttp = true;
    }

    /// <summary>
    /// A client on connections that the caller manages and disposes. Retries happen only if a <see cref="RetryHandler"/> is among the
    /// handlers of <paramref name="http"/>.
    /// </summary>
    /// <param name="http">Sends the requests; its base address is used when the options have none.</param>
    /// <param name="options">Address and key.</param>
    public RiscossioneClient(HttpClient http, RiscossioneOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        var address = options.BaseAddress ?? http.BaseAddress ?? throw new ArgumentException("A base address is needed.", nameof(options));
        this.http = http;
        baseAddress = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        apiKey = options.ApiKey;
        accessToken = options.AccessToken;
    }

    /// <summary>For test doubles that override the methods they need.</summary>
    protected RiscossioneClient() { }

    /// <summary>
    /// Sends a request of the caller's own making with this client's key, and gives the answer as it came, whatever its status: for what
    /// the typed methods do not offer.
    /// </summary>
    /// <param name="request">A relative address is taken from the base address; an absolute one must lie under it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public virtual async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = new Uri(baseAddress, request.RequestUri ?? new Uri("", UriKind.Relative));
        if (!baseAddress.IsBaseOf(address))
        {
            throw new ArgumentException("The key is sent only to the API: the address lies elsewhere.", nameof(request));
        }

        request.RequestUri = address;
        request.Headers.UserAgent.Add(UserAgent);
        var bearer = accessToken is null ? apiKey : await accessToken(cancellationToken).ConfigureAwait(false);
        if (bearer.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        // One key for all attempts, by which the API can tell a repetition from a new request.
        if (request.Method == HttpMethod.Post && !request.Headers.Contains(IdempotencyKeyHeader))
        {
            request.Headers.Add(IdempotencyKeyHeader, Guid.NewGuid().ToString());
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connections, if they are this client's own.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections, if they are this client's own.</summary>
    /// <param name="disposing">False in a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && ownsHttp)
        {
            http.Dispose();
        }
    }

    internal static SocketsHttpHandler NewTransport() =>
        new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private static HttpClient NewHttpClient(RiscossioneOptions options) =>
        new(new RetryHandler(options) { InnerHandler = NewTransport() }) { Timeout = Timeout.InfiniteTimeSpan };

    internal async Task SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var request = call.Build(baseAddress);
        using var response = await SendCheckedAsync(request, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<T> SendAsync<T>(ApiCall call, CancellationToken cancellationToken)
    {
        using var request = call.Build(baseAddress);
        var response = await SendCheckedAsync(request, cancellationToken).ConfigureAwait(false);
        if (typeof(T) == typeof(FileResponse))
        {
            return (T)(object)await FileResponse.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            try
            {
                return await response.Content.ReadFromJsonAsync<T>(Json.Options, cancellationToken).ConfigureAwait(false)
                    ?? throw new JsonException("The answer is null.");
            }
            catch (JsonException unreadable)
            {
                throw RiscossioneException.Unreadable(response, unreadable);
            }
        }
    }

    private async Task<HttpResponseMessage> SendCheckedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        ResponseCapture.Note(response);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RiscossioneException.FromAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
