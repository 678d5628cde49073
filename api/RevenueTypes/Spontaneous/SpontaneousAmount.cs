using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The kinds of an amount rule.</summary>
internal static class AmountKind
{
    public const string Fixed = "fixed";
    public const string Entered = "entered";
    public const string Computed = "computed";
}

/// <summary>
/// Regola dell'importo. <c>fixed</c>: amountCents. <c>entered</c>: lo indica chi paga, tra minCents e maxCents. <c>computed</c>: baseCents più
/// la somma di terms; il totale deve stare tra minCents e maxCents.
/// </summary>
/// <param name="Kind">Tipo della regola: <c>fixed</c>, <c>entered</c>, <c>computed</c>.</param>
/// <param name="AmountCents">Importo fisso, in centesimi.</param>
/// <param name="BaseCents">Parte fissa di un importo calcolato, in centesimi; se manca, 0.</param>
/// <param name="Terms">Addendi di un importo calcolato.</param>
/// <param name="MinCents">Importo minimo, in centesimi.</param>
/// <param name="MaxCents">Importo massimo, in centesimi.</param>
public sealed record SpontaneousAmount(
    [property: MaxLength(10), ExtensibleEnum(AmountKind.Fixed, AmountKind.Entered, AmountKind.Computed)] string Kind,
    [property: Range(1, Amount.MaxCents)] long? AmountCents = null,
    [property: Range(0, Amount.MaxCents)] long? BaseCents = null,
    [property: MaxLength(10)] IReadOnlyList<SpontaneousTerm>? Terms = null,
    [property: Range(1, Amount.MaxCents)] long? MinCents = null,
    [property: Range(1, Amount.MaxCents)] long? MaxCents = null
);

/// <summary>
/// Addendo di un importo calcolato: un campo intero per centsPerUnit; un campo a scelta o sì/no con la sua tariffa cents; un campo intero per
/// la tariffa di un altro campo (times). I campi devono essere obbligatori nello schema.
/// </summary>
/// <param name="Field">Nome del campo.</param>
/// <param name="CentsPerUnit">Centesimi per ogni unità del campo intero.</param>
/// <param name="Cents">Centesimi per ogni valore del campo: ogni valore ammesso deve avere i suoi; per un campo sì/no <c>true</c> e <c>false</c>.</param>
/// <param name="Times">Tariffa per cui si moltiplica il campo intero.</param>
public sealed record SpontaneousTerm(
    [property: MinLength(1), MaxLength(40)] string Field,
    [property: Range(0, Amount.MaxCents)] long? CentsPerUnit = null,
    IReadOnlyDictionary<string, long>? Cents = null,
    SpontaneousTariff? Times = null
);

/// <summary>Tariffa secondo il valore di un campo a scelta o sì/no.</summary>
/// <param name="Field">Nome del campo.</param>
/// <param name="Cents">Centesimi per ogni valore del campo.</param>
public sealed record SpontaneousTariff([property: MinLength(1), MaxLength(40)] string Field, IReadOnlyDictionary<string, long> Cents);
