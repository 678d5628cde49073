using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes;

/// <summary>Tipo di entrata da registrare.</summary>
/// <param name="Code">Codice, unico nell'ente: lettere minuscole, cifre e trattini.</param>
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
public sealed record NewRevenueType(
    [property: MinLength(1), MaxLength(40)] string Code,
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
    internal RevenueTypeSettings Settings =>
        new(
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
            Beneficiary,
            Spontaneous,
            StampAmountCents
        );
}

internal static class CreateRevenueType
{
    public static async Task<Results<Created<RevenueType>, Ok<RevenueType>>> Handle(
        string organization,
        NewRevenueType request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var code = validation.KebabCode("/code", request.Code);
        var wanted = request.Settings.Describe(code, validation, clock.GetCurrentInstant());
        return await once.Transact<Results<Created<RevenueType>, Ok<RevenueType>>>(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var found = await RevenueType.Row(sql, owner, code);
                if (found is null)
                {
                    await RevenueTypeSettings.RequireKnown(sql, owner, wanted);
                    await RevenueType.Insert(sql, owner.FiscalCode, wanted);
                    return TypedResults.Created($"/v1/organizations/{organization}/revenue-types/{code}", wanted);
                }

                var asWanted = wanted with { CreatedAt = found.CreatedAt, UpdatedAt = found.UpdatedAt, Version = found.Version };
                return found == asWanted
                    ? TypedResults.Ok(found)
                    : throw new Refusal(
                        Codes.RevenueTypeExists,
                        "Il tipo di entrata è già registrato con altri dati: per cambiarli usare PUT."
                    );
            },
            cancellation
        );
    }
}
