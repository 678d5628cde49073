using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Extensions.Options;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Opens carts on the payment page of pagoPA (<c>POST /carts</c>, version 2). One attempt of five seconds, without redirects: the answer is the
/// address of the page, not the page.
/// </summary>
internal sealed partial class CheckoutCarts(IOptions<CheckoutOptions> options, IHostEnvironment environment, ILogger<CheckoutCarts> logger)
    : IDisposable
{
    private const int MaxText = 140;
    private const int MaxTitle = 100;
    private const int MaxAnswerBytes = 16 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = PlatformClient.Create(Timeout, MaxAnswerBytes);

    /// <summary>Asks for a cart.</summary>
    public async Task<CartAnswer> Open(Cart cart, CancellationToken cancellation)
    {
        if (options.Value is not { BaseUrl: { Length: > 0 } address } settings)
        {
            return new CartAnswer.Unavailable("Questa installazione non è collegata alla pagina di pagamento di pagoPA.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address.TrimEnd('/')}/carts")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(BodyOf(cart), Http.Json.Options))
            {
                Headers = { ContentType = Json },
            },
        };
        PlatformClient.AddKey(request, settings.SubscriptionKey);

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return await AnswerOf(response, cancellation);
        }
        catch (HttpRequestException failure)
        {
            Failed(logger, cart.CheckoutId.Value, failure.HttpRequestError.ToString());
            return Unavailable();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Failed(logger, cart.CheckoutId.Value, "Timeout");
            return Unavailable();
        }
    }

    public void Dispose() => http.Dispose();

    private static CartBody BodyOf(Cart cart) =>
        new(
            [
                .. cart.Notices.Select(notice => new CartBodyNotice(
                    notice.NoticeNumber.Value,
                    notice.Organization.Value,
                    notice.AmountCents,
                    Text(notice.OrganizationName),
                    Text(notice.Subject)
                )),
            ],
            new CartBodyUrls(cart.ReturnUrls.Ok, cart.ReturnUrls.Cancel, cart.ReturnUrls.Error, cart.ReturnUrls.Waiting),
            cart.Email,
            cart.CheckoutId.Value,
            cart.AllPostal
        );

    private static string Text(string text) => WireText.Clean(text, MaxText) ?? "-";

    private async Task<CartAnswer> AnswerOf(HttpResponseMessage response, CancellationToken cancellation)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.Redirect when response.Headers.Location is { IsAbsoluteUri: true } page && IsPaymentPage(page):
                return new CartAnswer.Opened(page.AbsoluteUri);
            case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity:
                return new CartAnswer.Refused(TitleOf(await response.Content.ReadAsStringAsync(cancellation)) ?? "-");
            default:
                // A wrong key or address is no fault of the portal: the administrator finds it in the log.
                Answered(logger, (int)response.StatusCode);
                return Unavailable();
        }
    }

    private static CartAnswer.Unavailable Unavailable() =>
        new("La pagina di pagamento di pagoPA non risponde come previsto: ripetere la stessa richiesta tra qualche secondo.");

    private bool IsPaymentPage(Uri page)
    {
        if (page.UserInfo.Length > 0 || page.AbsoluteUri.Length > ReturnUrl.MaxLength)
        {
            return false;
        }

        if (page.Scheme != Uri.UriSchemeHttps)
        {
            return page.Scheme == Uri.UriSchemeHttp && page.IsLoopback && environment.IsDevelopment();
        }

        IReadOnlyList<string> suffixes = options.Value.HostSuffixes is { Count: > 0 } configured
            ? configured
            : [CheckoutOptions.UsualHostSuffix];
        return suffixes.Any(suffix =>
            page.IdnHost.Equals(suffix, StringComparison.OrdinalIgnoreCase)
            || page.IdnHost.EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>The service's short text on a refusal; null when its answer is no problem document.</summary>
    private static string? TitleOf(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return
                problem.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("title", out var title)
                && title.ValueKind == JsonValueKind.String
                ? WireText.Clean(title.GetString(), MaxTitle)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The payment page did not answer for checkout {Checkout}: {Failure}")]
    private static partial void Failed(ILogger logger, string checkout, string failure);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The payment page answered {Status} without a page that may be opened; 401 and 403: see Riscossione:PagoPa:Checkout:SubscriptionKey"
    )]
    private static partial void Answered(ILogger logger, int status);

    private sealed record CartBody(
        IReadOnlyList<CartBodyNotice> PaymentNotices,
        CartBodyUrls ReturnUrls,
        string? EmailNotice,
        string IdCart,
        bool AllCCP
    );

    private sealed record CartBodyNotice(string NoticeNumber, string FiscalCode, long Amount, string CompanyName, string Description);

    private sealed record CartBodyUrls(string ReturnOkUrl, string ReturnCancelUrl, string ReturnErrorUrl, string ReturnWaitingUrl);
}
