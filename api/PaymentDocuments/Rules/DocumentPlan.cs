using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>The facts about the creditor that planning a document needs.</summary>
/// <param name="OrganizationFiscalCode">The creditor.</param>
/// <param name="OrganizationName">Its name; also the beneficiary's where a request names none.</param>
/// <param name="ApplicationCode">Completes a 15-digit IUV; null when the organization has none.</param>
/// <param name="RevenueTypes">The revenue types that the request names, by code.</param>
/// <param name="Today">The day in Rome.</param>
/// <param name="AllowsAnonymous">Whether the debtor may be <see cref="FiscalCode.Anonymous"/>, who stays unknown.</param>
internal sealed record PlanContext(
    FiscalCode OrganizationFiscalCode,
    string OrganizationName,
    string? ApplicationCode,
    IReadOnlyDictionary<string, RevenueTypeFacts> RevenueTypes,
    LocalDate Today,
    bool AllowsAnonymous = false
);

/// <summary>One option, planned: its installments carry their share of every item.</summary>
internal sealed record PlannedOption(
    string Kind,
    int? WithinDays,
    long AmountCents,
    long ReductionCents,
    IReadOnlyList<PlannedInstallment> Installments
);

/// <summary>One installment, planned. <paramref name="SharesCents"/> has one entry an item.</summary>
internal sealed record PlannedInstallment(
    long AmountCents,
    LocalDate? DueOn,
    LocalDate? PayableUntil,
    NoticeNumber? Adopted,
    IReadOnlyList<long> SharesCents
);

/// <summary>A valid request, with everything computed that needs no database.</summary>
internal sealed record DocumentPlan(
    Parties Parties,
    IReadOnlyList<ItemRow> Items,
    IReadOnlyList<PlannedOption> Options,
    long AmountCents,
    LocalDate? PayableUntil
)
{
    private const string BadDates = "dates-out-of-order";
    private static readonly LocalDate FirstDate = new(1950, 1, 1);
    private static readonly LocalDate LastDate = new(2199, 12, 31);

    /// <summary>Checks a request and plans its document.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>, <see cref="Codes.TooManyTransfers"/>.</exception>
    public static DocumentPlan Of(IssuePaymentDocumentRequest request, PlanContext context)
    {
        var validation = new Validation();
        var parties = Parties.Of(request, validation, context.AllowsAnonymous);
        var items = PlanItems(request.Items, context, validation);
        RequireDate(request.DueOn, "/dueOn", validation);
        RequireDate(request.ValidFrom, "/validFrom", validation);
        RequireDate(request.PayableUntil, "/payableUntil", validation);
        RequireDate(request.PrintedOn, "/printedOn", validation);
        validation.ThrowIfAny();

        var total = items.Sum(item => item.AmountCents);
        validation.Require(
            total <= Amount.MaxCents,
            "/items",
            "amount-out-of-range",
            "La somma delle voci supera 999.999.999,99 euro: dividere il debito in più documenti."
        );
        var rolls = context.RevenueTypes.Values.Any(type => type.DueDatesRoll);
        var payableUntil = rolls && request.PayableUntil is { } last ? BusinessDays.Roll(last) : request.PayableUntil;
        var options = PlanOptions(request, items, total, context, rolls, validation);
        CheckDates(request.ValidFrom, payableUntil, options, validation);
        CheckAdopted(options, validation);
        StampPlan.RequireWhole(items, options, validation);
        validation.ThrowIfAny();

        CheckTransfers(items, options);
        return new DocumentPlan(parties, items, options, total, payableUntil);
    }

    private static List<ItemRow> PlanItems(IReadOnlyList<DebtItemRequest> requests, PlanContext context, Validation validation)
    {
        validation.Require(requests.Count is >= 1 and <= 200, "/items", "items-out-of-range", "Servono da 1 a 200 voci di debito.");
        var items = new List<ItemRow>();
        for (var index = 0; index < Math.Min(requests.Count, 200); index++)
        {
            var request = requests[index];
            var at = $"/items/{index}";
            RequireAmount(request.AmountCents, $"{at}/amountCents", validation);
            validation.Require(request.Year is >= 1950 and <= 2100, $"{at}/year", "year-out-of-range", "L'anno va dal 1950 al 2100.");
            if (!context.RevenueTypes.TryGetValue(request.RevenueType, out var revenueType))
            {
                validation.Add(
                    $"{at}/revenueType",
                    "revenue-type-unknown",
                    "Il tipo di entrata non è registrato per questo ente: registrarlo o correggere il codice."
                );
                continue;
            }

            items.Add(
                StampPlan.Of(PlanItem(request, index + 1, at, revenueType, context, validation), request, revenueType, at, validation)
            );
        }

        StampPlan.RequireDistinct(items, validation);
        return items;
    }

    private static ItemRow PlanItem(
        DebtItemRequest request,
        int ordinal,
        string at,
        RevenueTypeFacts revenueType,
        PlanContext context,
        Validation validation
    )
    {
        var beneficiary = request.Beneficiary;
        var item = new ItemRow
        {
            Ordinal = ordinal,
            RevenueTypeId = revenueType.Id,
            RevenueTypeCode = revenueType.Code,
            RevenueTypeName = revenueType.Name,
            AllowsPartialPayment = revenueType.AllowsPartialPayment,
            Year = request.Year,
            AmountCents = request.AmountCents,
            Description = request.Description is null
                ? $"{revenueType.Name} {request.Year}"
                : validation.Text($"{at}/description", request.Description, 1, 140),
            BudgetChapter = request.BudgetChapter is null
                ? revenueType.BudgetChapter
                : validation.Text($"{at}/budgetChapter", request.BudgetChapter, 1, 50),
            TaxonomyCode = revenueType.TaxonomyCode,
            Metadata = Metadata.Checked(request.Metadata, $"{at}/metadata", validation),
        };
        return beneficiary is null
            ? item with
            {
                BeneficiaryFiscalCode = revenueType.BeneficiaryFiscalCode ?? context.OrganizationFiscalCode,
                BeneficiaryName = revenueType.BeneficiaryName ?? context.OrganizationName,
                Iban = revenueType.Iban,
                PostalIban = revenueType.PostalIban,
            }
            : item with
            {
                BeneficiaryFiscalCode = validation.BodyCode($"{at}/beneficiary/fiscalCode", beneficiary.FiscalCode),
                BeneficiaryName = validation.Text($"{at}/beneficiary/name", beneficiary.Name, 1, 100),
                Iban = validation.Parse<Iban>(
                    $"{at}/beneficiary/iban",
                    beneficiary.Iban,
                    Iban.TryParse,
                    "iban-invalid",
                    "L'IBAN non supera i controlli: ricopiarlo dal contratto del conto."
                ),
            };
    }

    private static List<PlannedOption> PlanOptions(
        IssuePaymentDocumentRequest request,
        List<ItemRow> items,
        long total,
        PlanContext context,
        bool rolls,
        Validation validation
    )
    {
        var options = request.Options is { Count: > 0 } sent
            ? sent
            : [new PaymentOptionRequest { Kind = OptionKind.Single, DueOn = request.DueOn }];
        validation.Require(options.Count <= 10, "/options", "options-out-of-range", "Al più 10 soluzioni di pagamento.");
        validation.Require(
            request.DueOn is null || request.Options is not { Count: > 0 },
            "/dueOn",
            "due-on-twice",
            "Con le soluzioni di pagamento, la scadenza va indicata in ciascuna di esse."
        );
        validation.Require(
            options.Any(option => option.Kind != OptionKind.Reduced),
            "/options",
            "full-option-missing",
            "Accanto al pagamento ridotto serve una soluzione per l'intero importo: vale quando il termine è trascorso."
        );
        var planner = new OptionPlanner(items, total, context, rolls, validation);
        return [.. options.Take(10).Select((option, index) => planner.Plan(option, $"/options/{index}")).OfType<PlannedOption>()];
    }

    private static void CheckDates(LocalDate? validFrom, LocalDate? payableUntil, List<PlannedOption> options, Validation validation)
    {
        validation.Require(
            validFrom is not { } from || payableUntil is not { } until || from <= until,
            "/payableUntil",
            BadDates,
            "L'ultimo giorno per pagare precede il primo."
        );
        var due = options.SelectMany(option => option.Installments).Select(installment => installment.DueOn).OfType<LocalDate>().ToList();
        validation.Require(
            validFrom is not { } start || due.TrueForAll(date => date >= start),
            "/validFrom",
            BadDates,
            "Una scadenza precede il primo giorno in cui si può pagare."
        );
        validation.Require(
            payableUntil is not { } end || due.TrueForAll(date => date <= end),
            "/payableUntil",
            BadDates,
            "Una scadenza è successiva all'ultimo giorno in cui si può pagare."
        );
    }

    private static void CheckAdopted(List<PlannedOption> options, Validation validation)
    {
        var adopted = options.SelectMany(option => option.Installments).Select(i => i.Adopted).OfType<NoticeNumber>().ToList();
        validation.Require(
            adopted.Distinct().Count() == adopted.Count,
            "/options",
            "notice-number-repeated",
            "Lo stesso numero avviso è indicato per più rate: ogni rata ha il suo."
        );
    }

    private static void CheckTransfers(List<ItemRow> items, List<PlannedOption> options)
    {
        var validation = new Validation();
        foreach (var installment in options.SelectMany(option => option.Installments))
        {
            var transfers = Allocation.TransfersOf(items.Zip(installment.SharesCents));
            if (transfers.Count > Allocation.MaxTransfers)
            {
                throw new Refusal(
                    Codes.TooManyTransfers,
                    $"Una rata richiede {transfers.Count} accrediti (beneficiario, IBAN, codice tassonomico), ma pagoPA ne ammette {Allocation.MaxTransfers}: dividere il debito in più documenti."
                );
            }

            if (!validation.Failed)
            {
                Metadata.CheckTransfers(transfers, validation);
            }
        }

        validation.ThrowIfAny();
    }

    /// <summary>Amounts run from one cent to 999,999,999.99 euro (SANP: stAmountNotZero).</summary>
    internal static void RequireAmount(long amountCents, string pointer, Validation validation) =>
        validation.Require(
            amountCents is >= 1 and <= Amount.MaxCents,
            pointer,
            "amount-out-of-range",
            "L'importo va da 1 a 99.999.999.999 centesimi di euro."
        );

    /// <summary>Requires a plausible date: a year outside the bounds is a typing error.</summary>
    internal static bool RequireDate(LocalDate? date, string pointer, Validation validation) =>
        validation.Require(
            date is null || (date >= FirstDate && date <= LastDate),
            pointer,
            "date-out-of-range",
            "Le date vanno dal 1950 al 2199."
        );
}
