using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The calls of the ACA API. Personal data travels in bodies only, and no body of the archive is logged: its refusals may repeat ours. Never
/// invalidates: an invalid position and its notice numbers could not be used again.
/// </summary>
internal sealed class ArchiveCalls(IOptions<AcaOptions> options, IClock clock) : IDisposable
{
    private const string KeyHeader = "Ocp-Apim-Subscription-Key";
    private const int MaxAnswerBytes = 1024 * 1024;
    private const int MaxHeaderKilobytes = 16;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        }
    )
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    /// <summary>False when this installation is not connected to the archive.</summary>
    public bool IsConnected => options.Value.BaseUrl is { Length: > 0 };

    public Task<ArchiveAnswer> Create(FiscalCode organization, byte[] position, CancellationToken cancellation) =>
        Send(HttpMethod.Post, $"organizations/{organization}/debtpositions?toPublish=true", position, cancellation);

    public Task<ArchiveAnswer> Replace(
        FiscalCode organization,
        Id documentId,
        byte[] position,
        bool isPublished,
        CancellationToken cancellation
    ) =>
        Send(
            HttpMethod.Put,
            $"organizations/{organization}/debtpositions/{documentId}?toPublish={(isPublished ? "true" : "false")}",
            position,
            cancellation
        );

    public Task<ArchiveAnswer> Read(FiscalCode organization, Id documentId, CancellationToken cancellation) =>
        Send(HttpMethod.Get, $"organizations/{organization}/debtpositions/{documentId}", body: null, cancellation);

    public Task<ArchiveAnswer> MarkPaid(FiscalCode organization, NoticeNumber notice, Instant paidAt, CancellationToken cancellation) =>
        Send(
            HttpMethod.Post,
            $"organizations/{organization}/paymentoptions/paids/{notice}",
            JsonSerializer.SerializeToUtf8Bytes(new { paymentDate = InstantPattern.General.Format(paidAt) }, Http.Json.Options),
            cancellation
        );

    public void Dispose() => http.Dispose();

    private async Task<ArchiveAnswer> Send(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, $"{options.Value.BaseUrl!.TrimEnd('/')}/{path}");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        if (options.Value.SubscriptionKey is { Length: > 0 } key)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, key);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new ArchiveAnswer(
                (int)response.StatusCode,
                Error: null,
                RetryAfterOf(response.Headers.RetryAfter),
                response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsByteArrayAsync(cancellation) : null
            );
        }
        catch (HttpRequestException)
        {
            return new ArchiveAnswer(Status: null, "not-reached");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ArchiveAnswer(Status: null, "timeout");
        }
    }

    private Duration? RetryAfterOf(RetryConditionHeaderValue? header) =>
        header switch
        {
            { Delta: { } delta } => Duration.FromTimeSpan(delta),
            { Date: { } date } => Instant.FromDateTimeOffset(date) - clock.GetCurrentInstant(),
            _ => null,
        };
}

/// <summary>An answer of the archive.</summary>
/// <param name="Status">The HTTP status; null when none came.</param>
/// <param name="Error">Why none came, in kebab-case.</param>
/// <param name="RetryAfter">How long it asks us to wait.</param>
/// <param name="Body">The body of a 200.</param>
internal sealed record ArchiveAnswer(int? Status, string? Error, Duration? RetryAfter = null, byte[]? Body = null)
{
    public bool IsOk => Status is 200 or 201;
    public bool IsNotFound => Status == 404;
    public bool IsConflict => Status == 409;
}

/// <summary>A position as the archive shows it.</summary>
/// <param name="Status">DRAFT, PUBLISHED, VALID, INVALID, EXPIRED, PARTIALLY_PAID, PAID, REPORTED.</param>
/// <param name="Installments">Amount and accounts by notice number, as one text each.</param>
internal sealed record ArchivedPosition(string Status, IReadOnlyDictionary<string, string> Installments)
{
    public bool IsPublished => Status is "PUBLISHED" or "VALID";
    public bool IsOpen => IsPublished || Status == "DRAFT";
    public bool IsPaid => Status is "PAID" or "REPORTED";
    public bool IsPaidInPart => Status == "PARTIALLY_PAID";

    /// <summary>True when a payer would pay the same there.</summary>
    public bool HasContentOf(ArchivePosition position) =>
        position.PaymentOption.Count == Installments.Count
        && position.PaymentOption.All(option => Installments.GetValueOrDefault(option.Nav) == TextOf(option));

    /// <summary>Null when the bytes are no position.</summary>
    public static ArchivedPosition? Parse(byte[]? json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json ?? []);
            return new ArchivedPosition(
                parsed.RootElement.GetProperty("status").GetString() ?? "",
                parsed
                    .RootElement.GetProperty("paymentOption")
                    .EnumerateArray()
                    .ToDictionary(option => option.GetProperty("nav").GetString() ?? "", TextOf, StringComparer.Ordinal)
            );
        }
        catch (Exception failure)
            when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Another type, a missing member, a part of a number, or a notice number that comes twice.
            return null;
        }
    }

    private static string TextOf(ArchiveOption option) =>
        Joined(option.Amount, option.Transfer.Select(transfer => (transfer.Amount, (string?)transfer.Iban)));

    private static string TextOf(JsonElement option) =>
        Joined(
            option.GetProperty("amount").GetInt64(),
            option
                .GetProperty("transfer")
                .EnumerateArray()
                .Select(transfer =>
                    (transfer.GetProperty("amount").GetInt64(), transfer.TryGetProperty("iban", out var iban) ? iban.GetString() : null)
                )
        );

    private static string Joined(long amount, IEnumerable<(long Amount, string? Iban)> transfers) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount}={string.Join('+', transfers.Order())}");
}
