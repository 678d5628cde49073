using System.Text.Json;

namespace Lecce.Riscossione.Samples.Simulator.Checkout;

/// <summary>
/// Reads the body of <c>POST /carts</c> as the public service does. More lenient than its contract in two places, where the published
/// examples contradict it: <c>allCCP</c> may be text, and a return URL may lack its scheme.
/// </summary>
internal static class ReadCart
{
    private const int MaxNotices = 5;
    private const int MaxText = 140;

    /// <summary>The cart; null when a field is missing or malformed.</summary>
    public static CartRequest? From(JsonElement body)
    {
        if (
            body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("paymentNotices", out var notices)
            || notices.ValueKind != JsonValueKind.Array
            || notices.GetArrayLength() is < 1 or > MaxNotices
            || !body.TryGetProperty("returnUrls", out var urls)
            || ReadUrls(urls) is not { } returnUrls
            || !TryOptional(body, "emailNotice", out var email)
            || (email is not null && !IsEmail(email))
            || !TryOptional(body, "idCart", out var idCart)
            || ReadFlag(body, "allCCP") is not { } allCcp
        )
        {
            return null;
        }

        var read = notices.EnumerateArray().Select(ReadNotice).ToList();
        return read.Contains(null) ? null : new CartRequest([.. read.OfType<CartNotice>()], returnUrls, email, idCart, allCcp);
    }

    private static CartNotice? ReadNotice(JsonElement notice) =>
        notice.ValueKind == JsonValueKind.Object
        && Text(notice, "noticeNumber") is { Length: 18 } number
        && number.All(char.IsAsciiDigit)
        && Text(notice, "fiscalCode") is { Length: 11 } organization
        && organization.All(char.IsAsciiDigit)
        && notice.TryGetProperty("amount", out var amount)
        && amount.ValueKind == JsonValueKind.Number
        && amount.TryGetInt64(out var cents)
        && cents is >= 1 and <= 99_999_999_999
        && Text(notice, "companyName") is { Length: <= MaxText } company
        && Text(notice, "description") is { Length: <= MaxText } description
            ? new CartNotice(number, organization, cents, company, description)
            : null;

    private static ReturnUrls? ReadUrls(JsonElement urls) =>
        urls.ValueKind == JsonValueKind.Object
        && Text(urls, "returnOkUrl") is { Length: > 0 } ok
        && Text(urls, "returnCancelUrl") is { Length: > 0 } cancel
        && Text(urls, "returnErrorUrl") is { Length: > 0 } error
        && Text(urls, "returnWaitingUrl") is { Length: > 0 } waiting
            ? new ReturnUrls(ok, cancel, error, waiting)
            : null;

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryOptional(JsonElement body, string name, out string? text)
    {
        text = Text(body, name);
        return text is not null || !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;
    }

    private static bool? ReadFlag(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var flag) ? false
        : flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? flag.GetBoolean()
        : flag.ValueKind == JsonValueKind.Null ? false
        : flag.ValueKind == JsonValueKind.String && bool.TryParse(flag.GetString(), out var text) ? text
        : null;

    private static bool IsEmail(string email) => email.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !email.Any(char.IsWhiteSpace);
}
