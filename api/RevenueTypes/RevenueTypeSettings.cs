using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes;

/// <summary>Dati modificabili di un tipo di entrata.</summary>
/// <param name="Name">Denominazione.</param>
/// <param name="Category">Tributaria (<c>tax</c>) o extratributaria (<c>non-tax</c>).</param>
/// <param name="TaxonomyCode">Codice della tassonomia pagoPA, per esempio <c>9/0101101IM/</c>.</param>
/// <param name="Iban">IBAN su cui si incassa: un conto registrato dell'ente o, se c'è, del beneficiario.</param>
/// <param name="PostalIban">IBAN di un conto postale, per i pagamenti con bollettino; vale la stessa regola.</param>
/// <param name="BudgetChapter">Capitolo di bilancio.</param>
/// <param name="DueDatesRoll">Vero se una scadenza di sabato o festiva passa al primo giorno lavorativo; se manca, vero per i tributi.</param>
/// <param name="AllowsPartialPayment">Vero se si può pagare una parte di una rata; se manca, falso.</param>
/// <param name="AllowsSpontaneousPayment">Superato da spontaneous e senza effetto.</param>
/// <param name="RetentionYears">Anni per cui i documenti si conservano; se manca, 10.</param>
/// <param name="Beneficiary">Ente al quale l'entrata appartiene, quando è un altro.</param>
/// <param name="Spontaneous">Ciò che si può pagare senza avviso; se manca, il pagamento spontaneo non è previsto.</param>
/// <param name="StampAmountCents">
/// Importo di una marca da bollo digitale, in centesimi. Solo per il tipo di entrata delle marche, uno per ente: le sue voci sono marche e il suo conto non
/// riceve nulla, perché l'imposta va all'Agenzia delle Entrate.
/// </param>
public sealed record RevenueTypeSettings(
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MaxLength(10), ExtensibleEnum(RevenueCategory.Tax, RevenueCategory.NonTax)] string Category,
    [property: MaxLength(35)] string TaxonomyCode,
    [property: MinLength(15), MaxLength(42)] string Iban,
    [property: MinLength(15), MaxLength(42)] string? PostalIban = null,
    [property: MaxLength(50)] string? BudgetChapter = null,
    bool? DueDatesRoll = null,
    bool? AllowsPartialPayment = null,
    [property: ObsoleteInContract] bool? AllowsSpontaneousPayment = null,
    [property: Range(1, 100)] int? RetentionYears = null,
    RevenueBeneficiary? Beneficiary = null,
    SpontaneousSettings? Spontaneous = null,
    [property: Range(1, Amount.MaxCents)] long? StampAmountCents = null
)
{
    private const int UsualRetentionYears = 10;

    /// <summary>The revenue type that these settings describe. Throws all faults, including those found before.</summary>
    internal RevenueType Describe(string code, Validation validation, Instant now)
    {
        validation.Require(
            Category is RevenueCategory.Tax or RevenueCategory.NonTax,
            "/category",
            "unknown-category",
            "I valori ammessi sono tax e non-tax."
        );
        validation.Require(
            Kernel.TaxonomyCode.IsValid(TaxonomyCode),
            "/taxonomyCode",
            "taxonomy-code-invalid",
            "Serve un codice della tassonomia pagoPA, per esempio 9/0101101IM/."
        );
        validation.Require(RetentionYears is null or (>= 1 and <= 100), "/retentionYears", "out-of-range", "Serve un numero da 1 a 100.");
        var name = validation.Text("/name", Name, 1, 100);
        var budgetChapter = validation.OptionalText("/budgetChapter", BudgetChapter, 50);
        var iban = validation.Parse<Iban>("/iban", Iban, Kernel.Iban.TryParse, "iban-invalid", "L'IBAN non è corretto.");
        Iban? postalIban = null;
        if (PostalIban is not null)
        {
            var valid = Kernel.Iban.TryParse(PostalIban, out var postal) && postal.IsPostal;
            validation.Require(valid, "/postalIban", "postal-iban-invalid", "Serve l'IBAN di un conto di Poste Italiane.");
            postalIban = postal;
        }

        FiscalCode? beneficiary = Beneficiary is null ? null : validation.BodyCode("/beneficiary/fiscalCode", Beneficiary.FiscalCode);
        var beneficiaryName = Beneficiary is null ? null : validation.Text("/beneficiary/name", Beneficiary.Name, 1, 100);
        CheckStamp(validation);
        var spontaneous = Spontaneous is null ? null : SpontaneousSettingsReader.Read(Spontaneous, validation);
        validation.ThrowIfAny();
        if (spontaneous is not null)
        {
            _ = SpontaneousService.Compile(spontaneous);
        }

        return new RevenueType
        {
            Code = code,
            Name = name,
            Category = Category,
            TaxonomyCode = TaxonomyCode,
            Iban = iban.Value,
            PostalIban = postalIban?.Value,
            BudgetChapter = budgetChapter,
            DueDatesRoll = DueDatesRoll ?? (Category == RevenueCategory.Tax && StampAmountCents is null),
            AllowsPartialPayment = AllowsPartialPayment ?? false,
            AllowsSpontaneousPayment = AllowsSpontaneousPayment ?? false,
            RetentionYears = RetentionYears ?? UsualRetentionYears,
            BeneficiaryFiscalCode = beneficiary?.Value,
            BeneficiaryName = beneficiaryName,
            SpontaneousText = spontaneous is null ? null : SpontaneousServices.Write(spontaneous),
            StampAmountCents = StampAmountCents,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>A stamp has one price, is paid whole, and goes to no other body.</summary>
    private void CheckStamp(Validation validation)
    {
        validation.Require(
            StampAmountCents is null or (>= 1 and <= Amount.MaxCents),
            "/stampAmountCents",
            "amount-out-of-range",
            "L'importo va da 1 a 99.999.999.999 centesimi di euro."
        );
        validation.Require(
            StampAmountCents is null || (Beneficiary is null && Spontaneous is null && AllowsPartialPayment is not true),
            "/stampAmountCents",
            "stamp-type-plain",
            "Il tipo di entrata delle marche da bollo non ammette beneficiario, pagamento spontaneo e pagamento parziale: le marche accompagnano altri servizi."
        );
    }

    /// <summary>
    /// Refuses accounts and departments that the organization does not have, a Node code that another revenue type has, and a second revenue type
    /// of stamps.
    /// </summary>
    internal static async Task RequireKnown(Sql sql, Organization owner, RevenueType type)
    {
        await RequireKnownAccounts(sql, owner, type);
        if (type.StampAmountCents is not null)
        {
            await RequireOnlyStampType(sql, owner, type.Code);
        }

        if (type.Spontaneous is { } spontaneous)
        {
            await SpontaneousSettingsReader.RequireKnown(sql, owner, type.Code, spontaneous);
        }
    }

    private static async Task RequireOnlyStampType(Sql sql, Organization owner, string code)
    {
        var others = await sql.Value<int>(
            """
            SELECT COUNT(*)
              FROM RevenueTypes
             WHERE OrganizationFiscalCode = @FiscalCode
               AND StampAmountCents IS NOT NULL
               AND Code <> @code
            """,
            new { owner.FiscalCode, code }
        );
        if (others > 0)
        {
            throw new Refusal(
                Codes.StampTypeExists,
                "L'ente ha già un tipo di entrata per le marche da bollo: usare quello, oppure togliere prima da quello stampAmountCents."
            );
        }
    }

    /// <summary>Refuses accounts that the organization has not registered; accounts of another beneficiary are not checked.</summary>
    private static async Task RequireKnownAccounts(Sql sql, Organization owner, RevenueType type)
    {
        if (type.BeneficiaryFiscalCode is not null)
        {
            return;
        }

        var known = await sql.Rows<string>(
            "SELECT Iban FROM BankAccounts WHERE OrganizationFiscalCode = @FiscalCode AND Iban IN (@Iban, @PostalIban)",
            new
            {
                owner.FiscalCode,
                type.Iban,
                type.PostalIban,
            }
        );
        const string Code = "bank-account-unknown";
        const string Detail = "Il conto non è tra quelli registrati dell'ente.";
        var validation = new Validation();
        validation.Require(known.Contains(type.Iban, StringComparer.Ordinal), "/iban", Code, Detail);
        var postalIsKnown = type.PostalIban is null || known.Contains(type.PostalIban, StringComparer.Ordinal);
        validation.Require(postalIsKnown, "/postalIban", Code, Detail);
        validation.ThrowIfAny();
    }
}
