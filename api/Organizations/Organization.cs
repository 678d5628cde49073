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
    internal const string Select = """
        SELECT FiscalCode, Name, IpaCode, CbillCode, SegregationCode, ApplicationCode, Sector, BrokerFiscalCode, StationId, DefaultDueDays,
            CreatedAt, UpdatedAt, Version
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

    /// <summary>The organization, when it exists and the caller may know that.</summary>
    /// <exception cref="Refusal"><see cref="Codes.OrganizationNotFound"/>.</exception>
    internal static async Task<Organization> Require(Sql sql, Caller caller, string fiscalCode) =>
        (
            Kernel.FiscalCode.TryParse(fiscalCode, out var organization)
                ? await sql.Row<Organization>(
                    $"{Select} WHERE FiscalCode = @organization AND (@own IS NULL OR FiscalCode = @own)",
                    new { organization, own = caller.Organization }
                )
                : null
        ) ?? throw new Refusal(Codes.OrganizationNotFound, "L'ente non esiste o non è visibile con questa chiave.");

    /// <summary>The organization, when the caller may also change what belongs to all of its departments.</summary>
    internal static async Task<Organization> RequireWritable(Sql sql, Caller caller, string fiscalCode)
    {
        var organization = await Require(sql, caller, fiscalCode);
        return caller.DepartmentId is null
            ? organization
            : throw new Refusal(Codes.ScopeMissing, "La chiave vale per un solo ufficio: serve una chiave dell'ente.");
    }

    /// <summary>Writes a new organization.</summary>
    internal static Task Insert(Sql sql, Organization organization) =>
        sql.Execute(
            """
            INSERT INTO Organizations (FiscalCode, Name, IpaCode, CbillCode, SegregationCode, ApplicationCode, Sector, BrokerFiscalCode,
                StationId, DefaultDueDays, CreatedAt, UpdatedAt)
            VALUES (@FiscalCode, @Name, @IpaCode, @CbillCode, @SegregationCode, @ApplicationCode, @Sector, @BrokerFiscalCode,
                @StationId, @DefaultDueDays, @CreatedAt, @UpdatedAt)
            """,
            organization
        );
}

/// <summary>Dati modificabili di un ente creditore.</summary>
/// <param name="Name">Denominazione.</param>
/// <param name="SegregationCode">Codice di segregazione assegnato da pagoPA, due cifre.</param>
/// <param name="IpaCode">Codice nell'indice delle pubbliche amministrazioni (IPA).</param>
/// <param name="CbillCode">Codice con cui l'ente è cercato nel circuito CBILL.</param>
/// <param name="ApplicationCode">Codice applicazione, due cifre, per i numeri avviso con prima cifra 0.</param>
/// <param name="Sector">Settore che l'avviso indica come mittente.</param>
/// <param name="BrokerFiscalCode">Codice fiscale dell'intermediario presso pagoPA; se manca, l'ente stesso.</param>
/// <param name="StationId">Stazione presso pagoPA; se manca, codice fiscale dell'ente seguito da <c>_01</c>.</param>
/// <param name="DefaultDueDays">Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza; se manca, 30.</param>
public sealed record OrganizationSettings(
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MinLength(2), MaxLength(2)] string SegregationCode,
    [property: MaxLength(20)] string? IpaCode = null,
    [property: MaxLength(5)] string? CbillCode = null,
    [property: MaxLength(2)] string? ApplicationCode = null,
    [property: MaxLength(50)] string? Sector = null,
    [property: MaxLength(11)] string? BrokerFiscalCode = null,
    [property: MaxLength(35)] string? StationId = null,
    [property: Range(1, 365)] int? DefaultDueDays = null
)
{
    private const int UsualDueDays = 30;

    /// <summary>The organization that these settings describe. Throws, with the faults already found, when there are any.</summary>
    internal Organization Describe(FiscalCode fiscalCode, Validation validation, Instant now)
    {
        validation.Require(
            Kernel.SegregationCode.IsValid(SegregationCode),
            "/segregationCode",
            "segregation-code-invalid",
            "Servono due cifre."
        );
        validation.Require(
            ApplicationCode is null || Kernel.SegregationCode.IsValid(ApplicationCode),
            "/applicationCode",
            "application-code-invalid",
            "Servono due cifre."
        );
        validation.Require(
            CbillCode is null || Kernel.CbillCode.IsValid(CbillCode),
            "/cbillCode",
            "cbill-code-invalid",
            "Servono cinque lettere maiuscole o cifre."
        );
        validation.Require(DefaultDueDays is null or (>= 1 and <= 365), "/defaultDueDays", "out-of-range", "Serve un numero da 1 a 365.");
        var broker = BrokerFiscalCode is null ? fiscalCode : validation.BodyCode("/brokerFiscalCode", BrokerFiscalCode);
        var name = validation.Text("/name", Name, 1, 100);
        var ipaCode = validation.OptionalCode("/ipaCode", IpaCode, 20);
        var sector = validation.OptionalText("/sector", Sector, 50);
        var stationId = validation.OptionalCode("/stationId", StationId, 35);
        validation.ThrowIfAny();
        return new Organization
        {
            FiscalCode = fiscalCode.Value,
            Name = name,
            IpaCode = ipaCode,
            CbillCode = CbillCode,
            SegregationCode = SegregationCode,
            ApplicationCode = ApplicationCode,
            Sector = sector,
            BrokerFiscalCode = broker.Value,
            StationId = stationId ?? $"{fiscalCode}_01",
            DefaultDueDays = DefaultDueDays ?? UsualDueDays,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
