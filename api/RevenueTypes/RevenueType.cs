using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes;

/// <summary>The two categories of revenue, which follow different rules.</summary>
internal static class RevenueCategory
{
    public const string Tax = "tax";
    public const string NonTax = "non-tax";
}

/// <summary>Altro ente al quale l'entrata appartiene, per esempio la Provincia per il TEFA.</summary>
/// <param name="FiscalCode">Codice fiscale, 11 cifre.</param>
/// <param name="Name">Denominazione.</param>
public sealed record RevenueBeneficiary(
    [property: MinLength(11), MaxLength(11)] string FiscalCode,
    [property: MinLength(1), MaxLength(100)] string Name
);

/// <summary>Tipo di entrata.</summary>
public sealed record RevenueType : IVersioned
{
    internal const string Select = """
        SELECT Code, Name, Category, TaxonomyCode, Iban, PostalIban, BudgetChapter, DueDatesRoll, AllowsPartialPayment,
            AllowsSpontaneousPayment, RetentionYears, BeneficiaryFiscalCode, BeneficiaryName, Spontaneous AS SpontaneousText,
            StampAmountCents, CreatedAt, UpdatedAt, Version
        FROM RevenueTypes
        """;

    /// <summary>Codice, unico nell'ente.</summary>
    [MaxLength(40)]
    public string Code { get; init; } = "";

    /// <summary>Denominazione.</summary>
    [MaxLength(100)]
    public string Name { get; init; } = "";

    /// <summary>Tributaria (<c>tax</c>) o extratributaria (<c>non-tax</c>).</summary>
    [MaxLength(10), ExtensibleEnum(RevenueCategory.Tax, RevenueCategory.NonTax)]
    public string Category { get; init; } = "";

    /// <summary>Codice della tassonomia pagoPA.</summary>
    [MaxLength(35)]
    public string TaxonomyCode { get; init; } = "";

    /// <summary>IBAN su cui si incassa.</summary>
    [MaxLength(34)]
    public string Iban { get; init; } = "";

    /// <summary>IBAN del conto postale su cui si incassano i pagamenti con bollettino.</summary>
    [MaxLength(34)]
    public string? PostalIban { get; init; }

    /// <summary>Capitolo di bilancio.</summary>
    [MaxLength(50)]
    public string? BudgetChapter { get; init; }

    /// <summary>Vero se una scadenza di sabato o festiva passa al primo giorno lavorativo.</summary>
    public bool DueDatesRoll { get; init; }

    /// <summary>Vero se si può pagare una parte di una rata.</summary>
    public bool AllowsPartialPayment { get; init; }

    /// <summary>Superato da spontaneous e senza effetto: riporta il valore inviato.</summary>
    [ObsoleteInContract]
    public bool AllowsSpontaneousPayment { get; init; }

    /// <summary>Anni per cui i documenti si conservano.</summary>
    [Range(1, 100)]
    public int RetentionYears { get; init; }

    /// <summary>Ente al quale l'entrata appartiene, quando è un altro.</summary>
    public RevenueBeneficiary? Beneficiary =>
        BeneficiaryFiscalCode is null || BeneficiaryName is null ? null : new(BeneficiaryFiscalCode, BeneficiaryName);

    /// <summary>Ciò che si può pagare senza avviso; assente se il pagamento spontaneo non è previsto.</summary>
    public SpontaneousSettings? Spontaneous => SpontaneousText is null ? null : SpontaneousServices.Read(SpontaneousText);

    /// <summary>Importo di una marca da bollo digitale, in centesimi; presente solo nel tipo di entrata delle marche.</summary>
    [Range(1, Amount.MaxCents)]
    public long? StampAmountCents { get; init; }

    /// <summary>Istante della registrazione.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>Istante dell'ultima modifica.</summary>
    public Instant UpdatedAt { get; init; }

    /// <summary>Contrassegno della versione, da ripetere in If-Match per modificare la risorsa.</summary>
    [MaxLength(20)]
    public string Etag => ETag.Of(Version);

    [JsonIgnore]
    internal int Version { get; init; } = 1;

    [JsonIgnore]
    internal string? BeneficiaryFiscalCode { get; init; }

    [JsonIgnore]
    internal string? BeneficiaryName { get; init; }

    /// <summary><see cref="Spontaneous"/> as it is stored.</summary>
    [JsonIgnore]
    internal string? SpontaneousText { get; init; }

    /// <summary>A revenue type of an organization, or null.</summary>
    internal static Task<RevenueType?> Row(Sql sql, Organization owner, string code) =>
        sql.Row<RevenueType>($"{Select} WHERE OrganizationFiscalCode = @FiscalCode AND Code = @code", new { owner.FiscalCode, code });

    internal static Task Insert(Sql sql, string organization, RevenueType type) =>
        sql.Execute(
            """
            INSERT INTO RevenueTypes (Id, OrganizationFiscalCode, Code, Name, Category, TaxonomyCode, Iban, PostalIban, BudgetChapter,
                DueDatesRoll, AllowsPartialPayment, AllowsSpontaneousPayment, RetentionYears, BeneficiaryFiscalCode, BeneficiaryName,
                Spontaneous, SpontaneousEnabled, NodeServiceCode, StampAmountCents, CreatedAt, UpdatedAt)
            VALUES (@id, @organization, @Code, @Name, @Category, @TaxonomyCode, @Iban, @PostalIban, @BudgetChapter,
                @DueDatesRoll, @AllowsPartialPayment, @AllowsSpontaneousPayment, @RetentionYears, @BeneficiaryFiscalCode, @BeneficiaryName,
                @SpontaneousText, @SpontaneousEnabled, @NodeServiceCode, @StampAmountCents, @CreatedAt, @UpdatedAt)
            """,
            type.Parameters(organization, Id.New(type.CreatedAt))
        );

    /// <summary>Updates the mutable columns of a revenue type.</summary>
    /// <exception cref="ConcurrentChange">Another writer changed it after it was read.</exception>
    internal static async Task Update(Sql sql, string organization, RevenueType type)
    {
        var rows = await sql.Execute(
            """
            UPDATE RevenueTypes
            SET Name = @Name, Category = @Category, TaxonomyCode = @TaxonomyCode, Iban = @Iban, PostalIban = @PostalIban,
                BudgetChapter = @BudgetChapter, DueDatesRoll = @DueDatesRoll, AllowsPartialPayment = @AllowsPartialPayment,
                AllowsSpontaneousPayment = @AllowsSpontaneousPayment, RetentionYears = @RetentionYears,
                BeneficiaryFiscalCode = @BeneficiaryFiscalCode, BeneficiaryName = @BeneficiaryName, Spontaneous = @SpontaneousText,
                SpontaneousEnabled = @SpontaneousEnabled, NodeServiceCode = @NodeServiceCode,
                StampAmountCents = @StampAmountCents, UpdatedAt = @UpdatedAt, Version = @Version
            WHERE OrganizationFiscalCode = @organization AND Code = @Code AND Version = @Version - 1
            """,
            type.Parameters(organization, id: null)
        );
        if (rows == 0)
        {
            throw new ConcurrentChange();
        }
    }

    private object Parameters(string organization, Id? id)
    {
        var spontaneous = Spontaneous;
        return new
        {
            id,
            organization,
            Code,
            Name,
            Category,
            TaxonomyCode,
            Iban,
            PostalIban,
            BudgetChapter,
            DueDatesRoll,
            AllowsPartialPayment,
            AllowsSpontaneousPayment,
            RetentionYears,
            BeneficiaryFiscalCode,
            BeneficiaryName,
            SpontaneousText,
            SpontaneousEnabled = spontaneous?.Enabled,
            spontaneous?.NodeServiceCode,
            StampAmountCents,
            CreatedAt,
            UpdatedAt,
            Version,
        };
    }
}
