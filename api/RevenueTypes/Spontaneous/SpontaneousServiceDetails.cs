using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Servizio del catalogo.</summary>
public sealed record SpontaneousServiceSummary
{
    /// <summary>Codice del servizio.</summary>
    [MaxLength(40)]
    public required string Code { get; init; }

    /// <summary>Titolo, nella lingua chiesta se è tradotto.</summary>
    [MaxLength(100)]
    public required string Title { get; init; }

    /// <summary>Descrizione.</summary>
    [MaxLength(1_000)]
    public string? Description { get; init; }

    /// <summary>Gruppo.</summary>
    [MaxLength(60)]
    public string? Group { get; init; }

    /// <summary>Come si determina l'importo: <c>fixed</c>, <c>entered</c>, <c>computed</c>.</summary>
    [MaxLength(10), ExtensibleEnum(Spontaneous.AmountKind.Fixed, Spontaneous.AmountKind.Entered, Spontaneous.AmountKind.Computed)]
    public required string AmountKind { get; init; }

    /// <summary>Importo, in centesimi, quando è fisso.</summary>
    [Range(1, Amount.MaxCents)]
    public long? AmountCents { get; init; }
}

/// <summary>Pagina del catalogo.</summary>
/// <param name="Items">I servizi.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record SpontaneousServicePage(
    [property: MaxLength(200)] IReadOnlyList<SpontaneousServiceSummary> Items,
    [property: MaxLength(200)] string? NextCursor = null
) : IVersioned
{
    [JsonIgnore]
    internal string Tag { get; init; } = "";

    string IVersioned.Etag => Tag;
}

/// <summary>Servizio che si paga senza avviso, con il suo modulo.</summary>
public sealed record SpontaneousServiceDetails : IVersioned
{
    /// <summary>Codice del servizio.</summary>
    [MaxLength(40)]
    public required string Code { get; init; }

    /// <summary>Lingua chiesta per i testi; quelli non tradotti sono in italiano.</summary>
    [MaxLength(2), ExtensibleEnum("it", "de", "en", "fr", "sl")]
    public required string Language { get; init; }

    /// <summary>Titolo.</summary>
    [MaxLength(100)]
    public required string Title { get; init; }

    /// <summary>Descrizione.</summary>
    [MaxLength(1_000)]
    public string? Description { get; init; }

    /// <summary>Gruppo.</summary>
    [MaxLength(60)]
    public string? Group { get; init; }

    /// <summary>Dati da chiedere a chi paga: un oggetto JSON Schema 2020-12, con titoli e descrizioni nella lingua chiesta.</summary>
    public required JsonElement Schema { get; init; }

    /// <summary>Indicazioni per mostrare il modulo.</summary>
    public required SpontaneousForm Ui { get; init; }

    /// <summary>Come si determina l'importo: <c>fixed</c>, <c>entered</c>, <c>computed</c>.</summary>
    [MaxLength(10), ExtensibleEnum(Spontaneous.AmountKind.Fixed, Spontaneous.AmountKind.Entered, Spontaneous.AmountKind.Computed)]
    public required string AmountKind { get; init; }

    /// <summary>Importo minimo, in centesimi; se è fisso, l'importo.</summary>
    [Range(1, Amount.MaxCents)]
    public required long MinCents { get; init; }

    /// <summary>Importo massimo, in centesimi; se è fisso, l'importo.</summary>
    [Range(1, Amount.MaxCents)]
    public required long MaxCents { get; init; }

    /// <summary>Marche da bollo digitali che una richiesta può aggiungere, al più; il loro costo non è compreso tra importo minimo e massimo.</summary>
    [Range(0, SpontaneousService.MaxStampsOfService)]
    public required int Stamps { get; init; }

    /// <summary>Chi può pagare.</summary>
    public required SpontaneousDebtor Debtor { get; init; }

    /// <summary>Per quanto tempo una richiesta si può pagare.</summary>
    public required SpontaneousValidity Validity { get; init; }

    /// <summary>Contrassegno della versione.</summary>
    [MaxLength(20)]
    public required string Etag { get; init; }
}

/// <summary>Come mostrare il modulo, nella lingua chiesta.</summary>
public sealed record SpontaneousForm
{
    /// <summary>Nomi dei campi nell'ordine in cui mostrarli: tutti, anche quelli che l'ente non ha ordinato.</summary>
    [MaxLength(30)]
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>Indicazioni per ogni campo, secondo il suo nome.</summary>
    public required IReadOnlyDictionary<string, SpontaneousUiField> Fields { get; init; }

    /// <summary>Nomi dei campi con dati personali.</summary>
    [MaxLength(30)]
    public required IReadOnlyList<string> Personal { get; init; }

    /// <summary>Testo da mostrare per i valori tra cui scegliere, secondo il nome del campo; un valore assente si mostra com'è.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Labels { get; init; }
}
