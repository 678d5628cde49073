using System.Net;
using System.Security.Cryptography;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Api.Work;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Asks pagoPA's service of payments ("Biz Events") for a receipt that the Node did not send. One attempt of fifteen seconds, without redirects.
/// </summary>
internal sealed class BizEvents : IDisposable
{
    private const string ContentType = "application/json";
    private const int MaxAnswerBytes = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly BizEventsOptions options;
    private readonly IClock clock;
    private readonly HttpClient http = PlatformClient.Create(Timeout, MaxAnswerBytes);

    public BizEvents(IOptions<BizEventsOptions> options, IClock clock)
    {
        (this.options, this.clock) = (options.Value, clock);
        Source = new ReceiptSource(options.Value.BaseUrl is { Length: > 0 }, Fetch);
    }

    /// <summary>What the recoveries ask.</summary>
    public ReceiptSource Source { get; }

    public void Dispose() => http.Dispose();

    private async Task<FetchedReceipt> Fetch(WantedReceipt wanted, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(wanted));
        PlatformClient.AddKey(request, options.SubscriptionKey);

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode == HttpStatusCode.OK
                ? Found(await response.Content.ReadAsByteArrayAsync(cancellation), wanted)
                : new FetchedReceipt.Missing(
                    ErrorOf(response.StatusCode),
                    (int)response.StatusCode,
                    RetryAfter.Of(response, clock.GetCurrentInstant())
                );
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new FetchedReceipt.Missing(RecoveryError.AnswerTooLarge);
        }
        catch (HttpRequestException)
        {
            return new FetchedReceipt.Missing(RecoveryError.Unavailable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FetchedReceipt.Missing(RecoveryError.Unavailable);
        }
    }

    /// <summary>The address names the organization and the payment, and no person.</summary>
    private string AddressOf(WantedReceipt wanted)
    {
        var receipt =
            $"{options.BaseUrl!.TrimEnd('/')}/organizations/{wanted.Organization.Value}/receipts/{Uri.EscapeDataString(wanted.Iur)}";
        return wanted.Iuv is null ? receipt : $"{receipt}/paymentoptions/{Uri.EscapeDataString(wanted.Iuv)}";
    }

    private FetchedReceipt Found(byte[] content, WantedReceipt wanted)
    {
        try
        {
            var now = clock.GetCurrentInstant();
            var receipt = BizReceipt.Read(content, wanted);
            var row = new ReceiptRow
            {
                Id = Id.New(now),
                OrganizationFiscalCode = wanted.Organization,
                Channel = Channel.PagoPa,
                ReceiptId = ReceiveReceipt.KeyOf(receipt),
                NoticeNumber = receipt.NoticeNumber,
                Format = ReceiptFormat.PagoPaJson,
                ContentType = ContentType,
                ContentHash = SHA256.HashData(content),
                ReceivedAt = now,
            };
            return new FetchedReceipt.Found(
                new NewReceipt(row, content, ReceiveReceipt.TransfersOf(row.Id, receipt)),
                ReceiveReceipt.PaymentOf(wanted.Organization, receipt, now) with
                {
                    Origin = PaymentOrigin.Recovery,
                }
            );
        }
        catch (UnfitReceipt unfit)
        {
            return new FetchedReceipt.Missing(unfit.Message, (int)HttpStatusCode.OK);
        }
    }

    private static string ErrorOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => RecoveryError.NotFound,
            HttpStatusCode.TooManyRequests => RecoveryError.TooManyRequests,
            HttpStatusCode.Unauthorized => RecoveryError.KeyRefused,
            HttpStatusCode.Forbidden => RecoveryError.OrganizationRefused,
            _ => RecoveryError.Unavailable,
        };
}
