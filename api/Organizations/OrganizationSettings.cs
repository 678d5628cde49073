using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Dati modificabili di un ente creditore.</summary>
/// <param name="Name">Denominazione.</param>
/// <param name="SegregationCode">Codice di segregazione assegnato da pagoPA, due cifre.</param>
/// <param name="IpaCode">Codice nell'indice delle pubbliche amministrazioni (IPA).</param>
/// <param name="CbillCode">Codice con cui l'ente è cercato nel circuito CBILL.</param>
/// <param name="ApplicationCode">Codice applicazione, due cifre, per i numeri avviso con prima cifra 0.</param>
/// <param name="Sector">Settore che l'avviso indica come mittente.</param>
/// <param name="BrokerFiscalCode">Codice fiscale dell'intermediario presso pagoPA; se manca, l'ente stesso.</param>
/// <param name="StationId">Stazione presso pagoPA; se manca, codice fiscale dell'ente seguito da <c>_01</c>.</param>
/// <param name="DefaultDueDays">Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza; se manca, 30.</param>
/// <param name="ContactLines">Fino a tre righe che dicono a chi rivolgersi per informazioni.</param>
/// <param name="SecondLanguage">Seconda lingua degli avvisi: de, en, fr, sl.</param>
/// <param name="ReturnUrlPrefixes">
/// Fino a venti inizi degli indirizzi, <c>https</c> e senza query, ai quali un pagamento sul web può riportare chi paga: vale l'indirizzo stesso e
/// ogni indirizzo che lo continua dopo una barra. Senza, il pagamento sul web non si può aprire.
/// </param>
/// <param name="AcaEnabled">
/// <c>true</c> per comunicare gli avvisi all'archivio di pagoPA (ACA), con il quale il Nodo risponde quando la stazione dell'ente non risponde.
/// L'ente deve essere abilitato presso pagoPA. Con <c>false</c>, o se manca, gli avvisi già comunicati sono ritirati.
/// </param>
public sealed record OrganizationSettings(
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MinLength(2), MaxLength(2)] string SegregationCode,
    [property: MaxLength(20)] string? IpaCode = null,
    [property: MaxLength(5)] string? CbillCode = null,
    [property: MaxLength(2)] string? ApplicationCode = null,
    [property: MaxLength(50)] string? Sector = null,
    [property: MaxLength(11)] string? BrokerFiscalCode = null,
    [property: MaxLength(35)] string? StationId = null,
    [property: Range(1, 365)] int? DefaultDueDays = null,
    [property: MaxLength(Organization.MaxContactLines)] IReadOnlyList<string>? ContactLines = null,
    [property: MaxLength(2)] string? SecondLanguage = null,
    [property: MaxLength(Organization.MaxReturnUrlPrefixes)] IReadOnlyList<string>? ReturnUrlPrefixes = null,
    bool? AcaEnabled = null
)
{
    private const int UsualDueDays = 30;
    private const int MaxPrefixLength = 100;

    /// <summary>The organization that these settings describe. Throws all faults, including those found before.</summary>
    internal Organization Describe(FiscalCode fiscalCode, Validation validation, Instant now)
    {
        validation.Require(
            Kernel.SegregationCode.IsValid(SegregationCode),
            "/segregationCode",
            "segregation-code-invalid",
            "Servono due cifre."
        );
        validation.Require(
            ApplicationCode is null || Kernel.SegregationCode.IsValid(ApplicationCode),
            "/applicationCode",
            "application-code-invalid",
            "Servono due cifre."
        );
        validation.Require(
            CbillCode is null || Kernel.CbillCode.IsValid(CbillCode),
            "/cbillCode",
            "cbill-code-invalid",
            "Servono cinque lettere maiuscole o cifre."
        );
        validation.Require(DefaultDueDays is null or (>= 1 and <= 365), "/defaultDueDays", "out-of-range", "Serve un numero da 1 a 365.");
        var broker = BrokerFiscalCode is null ? fiscalCode : validation.BodyCode("/brokerFiscalCode", BrokerFiscalCode);
        var name = validation.Text("/name", Name, 1, 100);
        var ipaCode = validation.OptionalCode("/ipaCode", IpaCode, 20);
        var sector = validation.OptionalText("/sector", Sector, 50);
        var contactText = DescribeContacts(validation);
        validation.Require(
            SecondLanguage is null or "de" or "en" or "fr" or "sl",
            "/secondLanguage",
            "language-unknown",
            "Le lingue degli avvisi, oltre all'italiano, sono de, en, fr, sl."
        );
        var prefixText = DescribePrefixes(validation);
        var stationId = validation.OptionalCode("/stationId", StationId, 35);
        validation.ThrowIfAny();
        return new Organization
        {
            FiscalCode = fiscalCode.Value,
            Name = name,
            IpaCode = ipaCode,
            CbillCode = CbillCode,
            SegregationCode = SegregationCode,
            ApplicationCode = ApplicationCode,
            Sector = sector,
            BrokerFiscalCode = broker.Value,
            StationId = stationId ?? $"{fiscalCode}_01",
            DefaultDueDays = DefaultDueDays ?? UsualDueDays,
            ContactText = contactText,
            SecondLanguage = SecondLanguage,
            ReturnUrlPrefixText = prefixText,
            AcaEnabled = AcaEnabled ?? false,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private string? DescribeContacts(Validation validation)
    {
        var lines = ContactLines ?? [];
        validation.Require(
            lines.Count <= Organization.MaxContactLines,
            "/contactLines",
            "too-many-lines",
            $"Al più {Organization.MaxContactLines} righe."
        );
        var texts = lines
            .Take(Organization.MaxContactLines)
            .Select((line, index) => validation.Text($"/contactLines/{index}", line, 1, 100));
        return lines.Count == 0 ? null : string.Join('\n', texts);
    }

    private string? DescribePrefixes(Validation validation)
    {
        var prefixes = ReturnUrlPrefixes ?? [];
        validation.Require(
            prefixes.Count <= Organization.MaxReturnUrlPrefixes,
            "/returnUrlPrefixes",
            "too-many-prefixes",
            $"Al più {Organization.MaxReturnUrlPrefixes} indirizzi."
        );
        var normalized = prefixes
            .Take(Organization.MaxReturnUrlPrefixes)
            .Select(
                (prefix, index) =>
                {
                    var pointer = $"/returnUrlPrefixes/{index}";
                    var text = validation.Text(pointer, prefix, 1, MaxPrefixLength);
                    return validation
                        .Parse<ReturnUrl>(
                            pointer,
                            text,
                            ReturnUrl.TryParsePrefix,
                            "return-url-prefix-invalid",
                            "Serve un indirizzo https completo, senza credenziali, query né frammento, per esempio https://portale.comune.example/esito."
                        )
                        ?.ToString();
                }
            )
            .ToList();
        return normalized.Count == 0 ? null : string.Join('\n', normalized);
    }
}
