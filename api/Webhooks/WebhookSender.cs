using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Lecce.Riscossione.Api.Work;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>One signed POST to an address that a department chose: no redirects, cookies or proxies, and only to checked addresses.</summary>
internal sealed class WebhookSender(AddressRules rules, IClock clock) : IDisposable
{
    // After the status. The body does not decide the outcome, so a receiver that sends it slowly loses only its text.
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(1);

    // The handler keeps connecting after its request was cancelled: without a timeout of its own, attempts at a silent address would pile up.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // A kept connection uses the address that was checked when it was opened, so a change of the name takes effect at most this late.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);
    private const string UserAgent = "Lecce.Riscossione/1";
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private const int MaxHeaderKilobytes = 16;
    private const int MaxDrainedBytes = 64 * 1024;

    // Room for the bytes around the data of an event; the buffer grows if they need more.
    private const int MaxAroundData = 256;

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            MaxResponseDrainSize = MaxDrainedBytes,
            ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, rules, cancellation),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The status comes within this time, or the attempt has failed.</summary>
    internal TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The body of a delivery in <see cref="PayloadVersions.First"/>, the same at every attempt.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="data">The stored JSON.</param>
    public static ReadOnlyMemory<byte> Body(string type, Instant occurredAt, string data)
    {
        var body = new ArrayBufferWriter<byte>(data.Length + MaxAroundData);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", InstantPattern.ExtendedIso.Format(occurredAt));
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    /// <summary>Posts, waits for the status and reads the beginning of the body. Status 410 says that no further attempt is of use.</summary>
    public async Task<CallAnswer> Post(
        Uri url,
        string webhookId,
        string payloadVersion,
        IReadOnlyList<byte[]> secrets,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation
    )
    {
        var timestamp = Signature.TimestampText(clock.GetCurrentInstant());
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation(Signature.IdHeader, webhookId);
        request.Headers.TryAddWithoutValidation(PayloadVersions.Header, payloadVersion);
        request.Headers.TryAddWithoutValidation(Signature.TimestampHeader, timestamp);
        request.Headers.TryAddWithoutValidation(Signature.SignatureHeader, Signature.Sign(secrets, webhookId, timestamp, body.Span));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            limit.CancelAfter(BodyTimeout);
            return new CallAnswer(
                (int)response.StatusCode,
                ErrorOf(response),
                RetryAfter.Of(response, clock.GetCurrentInstant()),
                IsFinal: response.StatusCode == HttpStatusCode.Gone,
                Text: await AnswerText.Read(response.Content, limit.Token)
            );
        }
        catch (HttpRequestException failure)
        {
            return new CallAnswer(Status: null, ErrorOf(failure));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CallAnswer(Status: null, "timeout");
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Resolves the name once and connects to what was checked, so that the name cannot point elsewhere in between.</summary>
    private static async ValueTask<Stream> Connect(DnsEndPoint target, AddressRules rules, CancellationToken cancellation)
    {
        var addresses = Array.FindAll(await Dns.GetHostAddressesAsync(target.Host, cancellation), rules.MayReach);
        if (addresses.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string? ErrorOf(HttpResponseMessage response) =>
        (int)response.StatusCode switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 => "redirect-not-followed",
            _ => "not-accepted",
        };

    private static string ErrorOf(HttpRequestException failure) =>
        failure switch
        {
            { InnerException: AddressRefusedException } => "address-refused",
            { HttpRequestError: HttpRequestError.NameResolutionError } => "name-not-resolved",
            { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls-failed",
            { HttpRequestError: HttpRequestError.ConnectionError } => "connection-failed",
            _ => "answer-not-readable",
        };

    private sealed class AddressRefusedException() : Exception("No address of this name may be reached.");
}
