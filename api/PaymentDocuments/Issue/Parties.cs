using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>The debtor and co-obligors of a request, checked.</summary>
/// <param name="Header">The part of a document's row that says who owes and why.</param>
/// <param name="CoObligors">Those who answer together with the debtor; their document is not known yet.</param>
internal sealed record Parties(DocumentRow Header, IReadOnlyList<CoObligorRow> CoObligors)
{
    private const int MaxCoObligors = 20;

    /// <summary>Checks the parties of a request.</summary>
    public static Parties Of(IssuePaymentDocumentRequest request, Validation validation, bool allowsAnonymous) =>
        new(HeaderOf(request, validation, allowsAnonymous), CoObligorsOf(request, validation));

    private static DocumentRow HeaderOf(IssuePaymentDocumentRequest request, Validation validation, bool allowsAnonymous)
    {
        var debtor = request.Debtor;
        var externalId = validation.ExternalId(request.ExternalId);
        var subject = validation.Text("/subject", request.Subject, 1, 140);
        var kind = Kind(debtor.Kind, "/debtor/kind", validation);
        var (fiscalCode, foreign) =
            allowsAnonymous && debtor.FiscalCode == FiscalCode.Anonymous.Value && debtor.Foreign is null
                ? (FiscalCode.Anonymous, null)
                : IdentityOf(debtor.FiscalCode, debtor.Foreign, "/debtor", validation);
        return new DocumentRow
        {
            ExternalId = externalId,
            Subject = subject,
            DebtorKind = kind,
            DebtorFiscalCode = fiscalCode,
            DebtorForeignId = foreign?.Identifier,
            DebtorForeignCountry = foreign?.Country,
            DebtorName = validation.Text("/debtor/fullName", debtor.FullName, 1, 70),
            DebtorStreet = validation.OptionalText("/debtor/street", debtor.Street, 70),
            DebtorCivicNumber = validation.OptionalText("/debtor/civicNumber", debtor.CivicNumber, 16),
            DebtorPostalCode = validation.OptionalText("/debtor/postalCode", debtor.PostalCode, 16),
            DebtorCity = validation.OptionalText("/debtor/city", debtor.City, 35),
            DebtorProvince = validation.OptionalText("/debtor/province", debtor.Province, 35),
            DebtorCountry = Country(debtor.Country, validation),
            DebtorEmail = validation.OptionalEmail("/debtor/email", debtor.Email),
            Metadata = Metadata.Checked(request.Metadata, "/metadata", validation),
        };
    }

    private static IReadOnlyList<CoObligorRow> CoObligorsOf(IssuePaymentDocumentRequest request, Validation validation)
    {
        var coObligors = request.CoObligors ?? [];
        validation.Require(
            coObligors.Count <= MaxCoObligors,
            "/coObligors",
            "co-obligors-out-of-range",
            $"Al più {MaxCoObligors} coobbligati."
        );
        return [.. coObligors.Take(MaxCoObligors).Select((one, index) => CoObligorOf(one, index, validation))];
    }

    private static CoObligorRow CoObligorOf(CoObligor one, int index, Validation validation)
    {
        var at = $"/coObligors/{index}";
        var (fiscalCode, foreign) = IdentityOf(one.FiscalCode, one.Foreign, at, validation);
        return new CoObligorRow
        {
            Ordinal = index + 1,
            Kind = Kind(one.Kind, $"{at}/kind", validation),
            FiscalCode = fiscalCode,
            ForeignId = foreign?.Identifier,
            ForeignCountry = foreign?.Country,
            FullName = validation.Text($"{at}/fullName", one.FullName, 1, 70),
        };
    }

    /// <summary>
    /// The identity of a person: an Italian fiscal code or, without one, a foreign identity. A foreign identity may come with the word that
    /// answers show instead of a fiscal code, so that an answer can be sent back as a request.
    /// </summary>
    private static (FiscalCode FiscalCode, ForeignIdentity? Foreign) IdentityOf(
        string? fiscalCode,
        ForeignIdentity? foreign,
        string at,
        Validation validation
    )
    {
        if (foreign is null)
        {
            var isGiven = validation.Require(
                fiscalCode is not null,
                $"{at}/fiscalCode",
                "fiscal-code-missing",
                "Indicare il codice fiscale (fiscalCode) oppure, per chi non ne ha uno italiano, foreign con identificativo e Paese."
            );
            return (isGiven ? Code(fiscalCode!, $"{at}/fiscalCode", validation) : default, null);
        }

        validation.Require(
            fiscalCode is null || fiscalCode == FiscalCode.Anonymous.Value,
            $"{at}/foreign",
            "debtor-identified-twice",
            "Indicare il codice fiscale oppure foreign, non entrambi: chi ha un codice fiscale italiano è identificato da quello."
        );
        return (FiscalCode.Anonymous, foreign.Checked($"{at}/foreign", validation));
    }

    private static string Kind(string text, string pointer, Validation validation)
    {
        validation.Require(text is "F" or "G", pointer, "kind-invalid", "«F» per una persona fisica, «G» per una persona giuridica.");
        return text;
    }

    private static FiscalCode Code(string text, string pointer, Validation validation) =>
        validation.Parse<FiscalCode>(
            pointer,
            text,
            FiscalCode.TryParse,
            "fiscal-code-invalid",
            "Il codice fiscale non supera i controlli: sono 16 caratteri oppure 11 cifre, con il carattere di controllo. "
                + "Chi non ne ha uno italiano si indica con foreign."
        );

    private static string? Country(string? text, Validation validation)
    {
        validation.Require(
            text is null || (text.Length == 2 && text.All(char.IsAsciiLetterUpper)),
            "/debtor/country",
            "country-invalid",
            "Il Paese si indica con due lettere maiuscole (ISO 3166-1)."
        );
        return text;
    }
}
