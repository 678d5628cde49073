using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>A request that its service accepts: the program computes amount, subject and dates; the payer only fills in the form.</summary>
internal sealed record SpontaneousOrder
{
    private static readonly Debtor Anonymous = new()
    {
        Kind = "F",
        FiscalCode = FiscalCode.Anonymous.Value,
        FullName = FiscalCode.Anonymous.Value,
    };

    public required OfferedService Offered { get; init; }
    public required Debtor Debtor { get; init; }

    /// <summary>What the service costs, without stamps.</summary>
    public required long ServiceCents { get; init; }
    public IReadOnlyList<StampRequest> Stamps { get; init; } = [];

    /// <summary>What the payer pays.</summary>
    public long AmountCents => ServiceCents + (Stamps.Count * (Offered.StampType?.StampAmountCents ?? 0));
    public required string Subject { get; init; }
    public required LocalDate PayableUntil { get; init; }

    /// <summary>The values of the form, as JSON with the names in order.</summary>
    public required string Data { get; init; }

    /// <summary>Who pays for the debtor, as JSON.</summary>
    public string? Payer { get; init; }

    /// <summary>Equal for two requests of one debtor for the same thing; null when the debtor is unknown.</summary>
    public byte[]? SimilarityHash { get; init; }

    /// <summary>Checks a request against its service.</summary>
    /// <exception cref="Refusal">
    /// <see cref="Codes.ValidationFailed"/>, <see cref="Codes.AmountOutOfRange"/>, <see cref="Codes.AmountNotExpected"/>.
    /// </exception>
    public static SpontaneousOrder Of(SpontaneousPaymentRequest request, OfferedService offered, LocalDate today)
    {
        var service = offered.Service;
        var validation = new Validation();
        var values = service.Read(request.Data, validation);
        RequireDebtor(request.Debtor, service, validation);
        CheckPayer(request.Payer, validation);
        CheckStamps(request.Stamps ?? [], offered, validation);
        validation.ThrowIfAny();
        var data = values.Json;
        return new SpontaneousOrder
        {
            Offered = offered,
            Debtor = request.Debtor ?? Anonymous,
            ServiceCents = service.AmountOf(values, request.AmountCents),
            Stamps = request.Stamps ?? [],
            Subject = service.SubjectOf(values, today),
            PayableUntil = service.PayableUntil(today),
            Data = data,
            Payer = request.Payer is null ? null : StoredJson.Write(Normalized(request.Payer)),
            SimilarityHash = SimilarityOf(request.Debtor, offered, data),
        };
    }

    /// <summary>Plans the document. Its debtor is checked here.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>.</exception>
    public NewDocument Plan(string documentExternalId, Creditor creditor, Instant now)
    {
        var today = Rome.DateOf(now);
        var request = new IssuePaymentDocumentRequest
        {
            ExternalId = documentExternalId,
            Subject = Subject,
            Debtor = Debtor,
            Items =
            [
                new DebtItemRequest
                {
                    RevenueType = Offered.Code,
                    Year = today.Year,
                    AmountCents = ServiceCents,
                },
                .. Stamps.Select(stamp => new DebtItemRequest
                {
                    RevenueType = Offered.StampType!.Code,
                    Year = today.Year,
                    AmountCents = Offered.StampType.StampAmountCents!.Value,
                    Stamp = stamp,
                }),
            ],
            DueOn = PayableUntil,
            PayableUntil = PayableUntil,
        };
        var context = creditor.Context(today) with { AllowsAnonymous = ReferenceEquals(Debtor, Anonymous) };
        return NewDocument.Of(request, DocumentPlan.Of(request, context), creditor, now, DocumentOrigin.Spontaneous);
    }

    private static void RequireDebtor(Debtor? debtor, SpontaneousService service, Validation validation)
    {
        validation.Require(
            debtor is not null || service.AdmitsAnonymous,
            "/debtor",
            "debtor-missing",
            "Il servizio non ammette pagamenti anonimi: indicare il debitore."
        );
        validation.Require(
            debtor is null || service.Admits(debtor.Kind),
            "/debtor/kind",
            "debtor-kind-not-allowed",
            "Il servizio non è offerto a questo tipo di debitore: il catalogo dice se è per persone fisiche (F) o giuridiche (G)."
        );
    }

    private static void CheckStamps(IReadOnlyList<StampRequest> stamps, OfferedService offered, Validation validation)
    {
        var max = offered.Service.MaxStamps;
        validation.Require(
            stamps.Count <= max,
            "/stamps",
            "stamps-not-allowed",
            max == 0 ? "Il servizio non ammette marche da bollo." : $"Il servizio ammette al più {max} marche da bollo."
        );
        validation.Require(
            stamps.Count == 0 || max == 0 || offered.StampType is not null,
            "/stamps",
            "stamp-type-missing",
            "L'ente non ha più un tipo di entrata per le marche da bollo: segnalarlo all'ufficio."
        );
        foreach (var (index, stamp) in stamps.Take(SpontaneousService.MaxStampsOfService).Index())
        {
            StampPlan.Check(stamp, $"/stamps/{index}", validation);
        }

        validation.Require(
            stamps.DistinctBy(stamp => stamp.DocumentHash, StringComparer.Ordinal).Count() == stamps.Count,
            "/stamps",
            "stamp-repeated",
            "Due marche sono chieste per lo stesso documento: basta una."
        );
    }

    private static void CheckPayer(SpontaneousPayer? payer, Validation validation)
    {
        if (payer is null)
        {
            return;
        }

        validation.Text("/payer/fullName", payer.FullName, 1, 70);
        validation.Require(
            payer.FiscalCode is null || FiscalCode.TryParse(payer.FiscalCode, out _),
            "/payer/fiscalCode",
            "fiscal-code-invalid",
            "Il codice fiscale non supera i controlli: sono 16 caratteri oppure 11 cifre, con il carattere di controllo."
        );
        validation.OptionalEmail("/payer/email", payer.Email);
    }

    private static SpontaneousPayer Normalized(SpontaneousPayer payer) =>
        new()
        {
            FullName = payer.FullName.Trim(),
            FiscalCode = payer.FiscalCode?.Trim().ToUpperInvariant(),
            Email = payer.Email,
        };

    private static byte[]? SimilarityOf(Debtor? debtor, OfferedService offered, string data)
    {
        var identity = debtor?.Foreign is { } foreign
            ? $"{foreign.Country}:{foreign.Identifier}"
            : debtor?.FiscalCode?.Trim().ToUpperInvariant();
        return identity is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes($"{offered.RevenueType.Id}\n{identity}\n{data}"));
    }
}
