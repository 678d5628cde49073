using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Indicazioni per mostrare il modulo. Non sostituiscono i controlli dello schema.</summary>
/// <param name="Order">Nomi dei campi nell'ordine in cui mostrarli.</param>
/// <param name="Fields">Indicazioni per ogni campo, secondo il suo nome.</param>
/// <param name="Personal">Nomi dei campi con dati personali, che la causale non può contenere.</param>
/// <param name="Translations">Testi dei campi in altre lingue (<c>de</c>, <c>en</c>, <c>fr</c>, <c>sl</c>), secondo il nome del campo.</param>
public sealed record SpontaneousUi(
    [property: MaxLength(30)] IReadOnlyList<string>? Order = null,
    IReadOnlyDictionary<string, SpontaneousUiField>? Fields = null,
    [property: MaxLength(30)] IReadOnlyList<string>? Personal = null,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, SpontaneousFieldTexts>>? Translations = null
);

/// <summary>Come mostrare un campo.</summary>
/// <param name="Widget">Controllo da usare.</param>
/// <param name="Placeholder">Esempio mostrato nel campo vuoto.</param>
/// <param name="Help">Spiegazione accanto al campo.</param>
/// <param name="Width">Larghezza: intera (<c>full</c>, se manca) o metà (<c>half</c>).</param>
/// <param name="VisibleWhen">Quando mostrarlo; se manca, sempre. Un campo nascosto resta obbligatorio se lo è nello schema.</param>
public sealed record SpontaneousUiField(
    [property: MaxLength(20), ExtensibleEnum(typeof(Widgets))] string? Widget = null,
    [property: MinLength(1), MaxLength(100)] string? Placeholder = null,
    [property: MinLength(1), MaxLength(500)] string? Help = null,
    [property: MaxLength(10), ExtensibleEnum("full", "half")] string? Width = null,
    SpontaneousVisibility? VisibleWhen = null
);

/// <summary>Condizione per mostrare un campo.</summary>
/// <param name="Field">Nome di un altro campo.</param>
/// <param name="Value">Valore che deve avere, scritto come testo: <c>true</c> o <c>false</c> per un campo sì/no.</param>
public sealed record SpontaneousVisibility(
    [property: MinLength(1), MaxLength(40)] string Field,
    [property: MinLength(1), MaxLength(500)] string Value
);

/// <summary>Testi di un campo in un'altra lingua; quelli assenti restano in italiano.</summary>
/// <param name="Title">Etichetta.</param>
/// <param name="Description">Descrizione.</param>
/// <param name="Enum">Testo da mostrare per ogni valore tra cui scegliere.</param>
public sealed record SpontaneousFieldTexts(
    [property: MinLength(1), MaxLength(100)] string? Title = null,
    [property: MinLength(1), MaxLength(1_000)] string? Description = null,
    IReadOnlyDictionary<string, string>? Enum = null
);

/// <summary>The controls that a portal knows how to draw.</summary>
internal static class Widgets
{
    public static readonly IReadOnlyList<string> All =
    [
        "text",
        "textarea",
        "select",
        "radio",
        "checkbox",
        "date",
        "money",
        "plate",
        "fiscal-code",
    ];
}
