using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Ente creditore.</summary>
public sealed record Organization : IVersioned
{
    internal const int MaxContactLines = 3;
    internal const int MaxReturnUrlPrefixes = 20;

    internal const string Select = """
        SELECT FiscalCode, Name, IpaCode, CbillCode, SegregationCode, ApplicationCode, Sector, BrokerFiscalCode, StationId, DefaultDueDays,
               ContactLines AS ContactText, SecondLanguage, ReturnUrlPrefixes AS ReturnUrlPrefixText, AcaEnabled, CreatedAt, UpdatedAt, Version
          FROM Organizations
        """;

    /// <summary>Codice fiscale, 11 cifre.</summary>
    [MaxLength(11)]
    public string FiscalCode { get; init; } = "";

    /// <summary>Denominazione.</summary>
    [MaxLength(100)]
    public string Name { get; init; } = "";

    /// <summary>Codice nell'indice delle pubbliche amministrazioni (IPA).</summary>
    [MaxLength(20)]
    public string? IpaCode { get; init; }

    /// <summary>Codice con cui l'ente è cercato nel circuito CBILL.</summary>
    [MaxLength(5)]
    public string? CbillCode { get; init; }

    /// <summary>Codice di segregazione assegnato da pagoPA: due cifre, dopo la prima, di ogni numero avviso.</summary>
    [MaxLength(2)]
    public string SegregationCode { get; init; } = "";

    /// <summary>Codice applicazione, per i numeri avviso con prima cifra 0 portati da altri sistemi.</summary>
    [MaxLength(2)]
    public string? ApplicationCode { get; init; }

    /// <summary>Settore che l'avviso indica come mittente.</summary>
    [MaxLength(50)]
    public string? Sector { get; init; }

    /// <summary>Codice fiscale dell'intermediario presso pagoPA; l'ente stesso quando è collegato direttamente.</summary>
    [MaxLength(11)]
    public string BrokerFiscalCode { get; init; } = "";

    /// <summary>Stazione presso pagoPA.</summary>
    [MaxLength(35)]
    public string StationId { get; init; } = "";

    /// <summary>Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza.</summary>
    [Range(1, 365)]
    public int DefaultDueDays { get; init; }

    /// <summary>Righe che dicono a chi rivolgersi per informazioni; l'avviso le stampa sotto la denominazione.</summary>
    [MaxLength(MaxContactLines)]
    public IReadOnlyList<string> ContactLines => ContactText?.Split('\n') ?? [];

    /// <summary>Seconda lingua degli avvisi, accanto all'italiano: de, en, fr, sl. Assente per avvisi in solo italiano.</summary>
    [MaxLength(2), ExtensibleEnum("de", "en", "fr", "sl")]
    public string? SecondLanguage { get; init; }

    /// <summary>Inizi degli indirizzi ai quali un pagamento sul web può riportare chi paga.</summary>
    [MaxLength(MaxReturnUrlPrefixes)]
    public IReadOnlyList<string> ReturnUrlPrefixes => ReturnUrlPrefixText?.Split('\n') ?? [];

    /// <summary>
    /// Se gli avvisi sono comunicati all'archivio di pagoPA (ACA), con il quale il Nodo risponde quando la stazione dell'ente non risponde.
    /// </summary>
    public bool AcaEnabled { get; init; }

    /// <summary>Istante della registrazione.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>Istante dell'ultima modifica.</summary>
    public Instant UpdatedAt { get; init; }

    /// <summary>Contrassegno della versione, da ripetere in If-Match per modificare la risorsa.</summary>
    [MaxLength(20)]
    public string Etag => ETag.Of(Version);

    /// <summary>Numero della versione, che ogni modifica aumenta.</summary>
    [JsonIgnore]
    public int Version { get; init; } = 1;

    [JsonIgnore]
    internal string? ContactText { get; init; }

    [JsonIgnore]
    internal string? ReturnUrlPrefixText { get; init; }

    /// <summary>The organization, if it exists and the caller covers it.</summary>
    /// <exception cref="Refusal"><see cref="Codes.OrganizationNotFound"/>.</exception>
    internal static async Task<Organization> Require(Sql sql, Caller caller, string fiscalCode) =>
        (
            Kernel.FiscalCode.TryParse(fiscalCode, out var organization)
                ? await sql.Row<Organization>(
                    $"{Select} WHERE FiscalCode = @organization {Sql.When(caller.Organization, "AND FiscalCode = @own")}",
                    new { organization, own = caller.Organization }
                )
                : null
        ) ?? throw new Refusal(Codes.OrganizationNotFound, "L'ente non esiste o non è visibile con questa chiave.");

    /// <summary>The organization, if the caller may change what all its departments share.</summary>
    internal static async Task<Organization> RequireWritable(Sql sql, Caller caller, string fiscalCode)
    {
        var organization = await Require(sql, caller, fiscalCode);
        return caller.DepartmentId is null
            ? organization
            : throw new Refusal(Codes.ScopeMissing, "La chiave vale per un solo ufficio: serve una chiave dell'ente.");
    }

    internal static Task Insert(Sql sql, Organization organization) =>
        sql.Execute(
            """
            INSERT INTO Organizations (FiscalCode, Name, IpaCode, CbillCode, SegregationCode, ApplicationCode, Sector, BrokerFiscalCode,
                StationId, DefaultDueDays, ContactLines, SecondLanguage, ReturnUrlPrefixes, AcaEnabled, CreatedAt, UpdatedAt)
            VALUES (@FiscalCode, @Name, @IpaCode, @CbillCode, @SegregationCode, @ApplicationCode, @Sector, @BrokerFiscalCode,
                @StationId, @DefaultDueDays, @ContactText, @SecondLanguage, @ReturnUrlPrefixText, @AcaEnabled, @CreatedAt, @UpdatedAt)
            """,
            organization.Parameters()
        );

    /// <summary>Updates an organization if its version is unchanged; returns the number of rows.</summary>
    internal static Task<int> Update(Sql sql, Organization organization) =>
        sql.Execute(
            """
            UPDATE Organizations
               SET Name = @Name, IpaCode = @IpaCode, CbillCode = @CbillCode, SegregationCode = @SegregationCode,
                   ApplicationCode = @ApplicationCode, Sector = @Sector, BrokerFiscalCode = @BrokerFiscalCode,
                   StationId = @StationId, DefaultDueDays = @DefaultDueDays, ContactLines = @ContactText,
                   SecondLanguage = @SecondLanguage, ReturnUrlPrefixes = @ReturnUrlPrefixText, AcaEnabled = @AcaEnabled,
                   UpdatedAt = @UpdatedAt, Version = @Version
             WHERE FiscalCode = @FiscalCode AND Version = @Version - 1
            """,
            organization.Parameters()
        );

    private object Parameters() =>
        new
        {
            FiscalCode,
            Name,
            IpaCode,
            CbillCode,
            SegregationCode,
            ApplicationCode,
            Sector,
            BrokerFiscalCode,
            StationId,
            DefaultDueDays,
            ContactText,
            SecondLanguage,
            ReturnUrlPrefixText,
            AcaEnabled,
            CreatedAt,
            UpdatedAt,
            Version,
        };
}
