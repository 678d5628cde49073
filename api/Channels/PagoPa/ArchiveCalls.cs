using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
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
    private const int MaxAnswerBytes = 1024 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = PlatformClient.Create(Timeout, MaxAnswerBytes);

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

        PlatformClient.AddKey(request, options.Value.SubscriptionKey);

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new ArchiveAnswer(
                (int)response.StatusCode,
                Error: null,
                RetryAfter.Of(response, clock.GetCurrentInstant()),
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
