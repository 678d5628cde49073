using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>Pagamento sul web da aprire.</summary>
/// <param name="ExternalId">Identificativo scelto dal portale, diverso per ogni pagamento: ripeterlo restituisce lo stesso.</param>
/// <param name="Notices">Da 1 a 5 avvisi diversi.</param>
/// <param name="ReturnUrls">Dove torna il browser di chi paga.</param>
/// <param name="Email">Indirizzo al quale la pagina di pagamento invia la propria conferma; non è conservato.</param>
public sealed record NewCheckout(
    [property: MinLength(1), MaxLength(100)] string ExternalId,
    [property: MinLength(1), MaxLength(NewCheckout.MaxNotices)] IReadOnlyList<NewCheckoutNotice> Notices,
    CheckoutReturnUrls ReturnUrls,
    [property: MaxLength(NewCheckout.MaxEmail)] string? Email = null
)
{
    internal const int MaxNotices = 5;
    private const int MaxEmail = 254;

    /// <summary>The request, if its form is right; whether the notices exist and the addresses are allowed is asked of the database.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>.</exception>
    internal WantedCheckout Check()
    {
        var validation = new Validation();
        validation.ExternalId(ExternalId);
        validation.Require(Notices.Count is >= 1 and <= MaxNotices, "/notices", "notices-out-of-range", "Servono da 1 a 5 avvisi.");
        var notices = Notices.Take(MaxNotices).Select((notice, index) => notice.Check(validation, index)).ToList();
        for (var index = 1; index < notices.Count; index++)
        {
            var repeated = notices.Take(index).Contains(notices[index]);
            validation.Require(!repeated, $"/notices/{index}", "duplicate", "Avviso ripetuto.");
        }

        validation.OptionalEmail("/email", Email, MaxEmail);
        validation.ThrowIfAny();
        return new WantedCheckout(ExternalId, notices, ReturnUrls, Email, Hash());
    }

    /// <summary>The content that a repeated request must have. The e-mail address is left out: not even its hash is stored.</summary>
    private byte[] Hash() => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Email = null }, Json.Options));
}

/// <summary>Avviso da pagare.</summary>
/// <param name="Organization">Codice fiscale dell'ente creditore.</param>
/// <param name="NoticeNumber">Numero avviso, 18 cifre.</param>
public sealed record NewCheckoutNotice(
    [property: MinLength(11), MaxLength(11)] string Organization,
    [property: MinLength(18), MaxLength(18)] string NoticeNumber
)
{
    internal WantedNotice Check(Validation validation, int index)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"/notices/{index}");
        var organization = validation.BodyCode($"{at}/organization", Organization);
        var number = validation.Parse<NoticeNumber>(
            $"{at}/noticeNumber",
            NoticeNumber,
            Kernel.NoticeNumber.TryParse,
            "notice-number-invalid",
            "Il numero avviso ha 18 cifre e termina con le cifre di controllo: verificare che sia stato copiato per intero."
        );
        return new WantedNotice(organization, number);
    }
}

/// <summary>
/// Indirizzi ai quali torna il browser di chi paga: devono iniziare come previsto dall'ente (<c>returnUrlPrefixes</c>). <c>{checkoutId}</c> è
/// sostituito con l'identificativo del pagamento. Arrivare a un indirizzo non prova nulla: lo stato si legge con ReadCheckout.
/// </summary>
/// <param name="Ok">Dopo un pagamento riuscito.</param>
/// <param name="Cancel">Dopo una rinuncia.</param>
/// <param name="Error">Dopo un errore, o a tempo scaduto.</param>
/// <param name="Waiting">Quando l'esito non è ancora noto.</param>
public sealed record CheckoutReturnUrls(
    [property: MinLength(1), MaxLength(ReturnUrl.MaxLength)] string Ok,
    [property: MinLength(1), MaxLength(ReturnUrl.MaxLength)] string Cancel,
    [property: MinLength(1), MaxLength(ReturnUrl.MaxLength)] string Error,
    [property: MinLength(1), MaxLength(ReturnUrl.MaxLength)] string Waiting
);

/// <summary>A request of the right form.</summary>
internal sealed record WantedCheckout(
    string ExternalId,
    IReadOnlyList<WantedNotice> Notices,
    CheckoutReturnUrls ReturnUrls,
    string? Email,
    byte[] ContentHash
);

internal readonly record struct WantedNotice(FiscalCode Organization, NoticeNumber NoticeNumber);
