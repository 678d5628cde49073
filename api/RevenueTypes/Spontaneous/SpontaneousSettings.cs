using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Pagamento spontaneo: ciò che un tipo di entrata offre a chi paga senza avviso. I testi sono testo semplice, mai HTML.</summary>
/// <param name="Enabled">Vero se il servizio è offerto; falso lo toglie dal catalogo e per chi paga non esiste.</param>
/// <param name="Department">Codice dell'ufficio dell'ente a cui appartengono i documenti creati e che riceve notizia dei pagamenti.</param>
/// <param name="Title">Titolo del servizio.</param>
/// <param name="Schema">
/// Dati richiesti a chi paga: un oggetto JSON Schema 2020-12, al più 32 KiB, nel sottoinsieme descritto in «Portali: pagare senza avviso».
/// Ciò che non ne fa parte è rifiutato (<c>schema-not-allowed</c>).
/// </param>
/// <param name="Amount">Come si determina l'importo.</param>
/// <param name="Subject">
/// Causale: testo con <c>{campo}</c>, <c>{year}</c> e <c>{date}</c>. I campi personali non vi sono ammessi (<c>subject-not-allowed</c>).
/// </param>
/// <param name="Validity">Per quanto tempo si può pagare.</param>
/// <param name="Debtor">Chi può pagare.</param>
/// <param name="Description">Descrizione del servizio.</param>
/// <param name="Group">Gruppo con cui il portale riunisce i servizi, per esempio <c>Scuola</c>.</param>
/// <param name="Ui">Indicazioni per mostrare il modulo; non cambiano i controlli.</param>
/// <param name="Translations">Titolo, descrizione e gruppo in altre lingue: <c>de</c>, <c>en</c>, <c>fr</c>, <c>sl</c>.</param>
/// <param name="SimilarWithinDays">Giorni entro i quali una richiesta uguale dello stesso debitore è segnalata; se manca, 0: mai.</param>
/// <param name="MaxOpenPerDebtor">Richieste non pagate che un debitore può avere insieme; se manca, 5.</param>
/// <param name="MaxPerHour">Richieste accolte in un'ora per questo servizio; se manca, 1000.</param>
/// <param name="NodeServiceCode">
/// Codice del servizio presso il Nodo dei pagamenti, per le richieste che partono da un PSP: 5 lettere maiuscole e cifre, unico nell'ente.
/// </param>
/// <param name="Stamps">
/// Marche da bollo digitali che una richiesta può aggiungere, al più; se manca, nessuna. Serve il tipo di entrata delle marche
/// (<c>stampAmountCents</c>).
/// </param>
public sealed record SpontaneousSettings(
    bool Enabled,
    [property: MinLength(1), MaxLength(40)] string Department,
    [property: MinLength(1), MaxLength(100)] string Title,
    JsonElement Schema,
    SpontaneousAmount Amount,
    [property: MinLength(1), MaxLength(140)] string Subject,
    SpontaneousValidity Validity,
    SpontaneousDebtor Debtor,
    [property: MinLength(1), MaxLength(1_000)] string? Description = null,
    [property: MinLength(1), MaxLength(60)] string? Group = null,
    SpontaneousUi? Ui = null,
    IReadOnlyDictionary<string, SpontaneousTexts>? Translations = null,
    [property: Range(0, 30)] int? SimilarWithinDays = null,
    [property: Range(1, 50)] int? MaxOpenPerDebtor = null,
    [property: Range(1, 100_000)] int? MaxPerHour = null,
    [property: MinLength(5), MaxLength(5)] string? NodeServiceCode = null,
    [property: Range(0, SpontaneousService.MaxStampsOfService)] int? Stamps = null
);

/// <summary>Durata di una richiesta di pagamento spontaneo.</summary>
/// <param name="Days">Giorni in cui si può pagare, compreso quello della richiesta: 1 vale fino alla mezzanotte di oggi.</param>
public sealed record SpontaneousValidity([property: Range(1, 60)] int Days);

/// <summary>Chi può pagare con un servizio.</summary>
/// <param name="Kinds">Persone fisiche (<c>F</c>), persone giuridiche (<c>G</c>) o entrambe.</param>
/// <param name="Anonymous">Vero se il debitore si può non indicare; se manca, falso.</param>
public sealed record SpontaneousDebtor([property: MinLength(1), MaxLength(2)] IReadOnlyList<string> Kinds, bool? Anonymous = null);

/// <summary>Testi di un servizio in un'altra lingua; quelli assenti restano in italiano.</summary>
/// <param name="Title">Titolo.</param>
/// <param name="Description">Descrizione.</param>
/// <param name="Group">Gruppo.</param>
public sealed record SpontaneousTexts(
    [property: MinLength(1), MaxLength(100)] string? Title = null,
    [property: MinLength(1), MaxLength(1_000)] string? Description = null,
    [property: MinLength(1), MaxLength(60)] string? Group = null
);
