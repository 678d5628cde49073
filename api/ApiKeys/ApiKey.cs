using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>Chiave con cui un sistema si presenta; il segreto non vi compare mai.</summary>
public sealed record ApiKey : IVersioned
{
    /// <summary>Le colonne di una chiave, con il codice del suo ufficio.</summary>
    internal const string Select = """
        SELECT k.Id, k.Name, k.Prefix, k.OrganizationFiscalCode AS Organization, d.Code AS Department, k.Scopes AS ScopeList,
               k.RevenueTypes AS RevenueTypeList, k.CreatedAt, k.ExpiresAt, k.RevokedAt, k.LastUsedAt, k.PreviousValidUntil, k.Version
          FROM ApiKeys k
          LEFT JOIN Departments d ON d.Id = k.DepartmentId
        """;

    /// <summary>Identificativo.</summary>
    [MaxLength(26)]
    public string Id { get; init; } = "";

    /// <summary>Nome con cui le persone la riconoscono.</summary>
    [MaxLength(100)]
    public string Name { get; init; } = "";

    /// <summary>Parte non segreta della chiave, dopo <c>rk_</c>.</summary>
    [MaxLength(12)]
    public string Prefix { get; init; } = "";

    /// <summary>Codice fiscale dell'ente per cui vale; assente per l'intera installazione.</summary>
    [MaxLength(11)]
    public string? Organization { get; init; }

    /// <summary>Codice dell'ufficio per cui vale; assente per tutti gli uffici.</summary>
    [MaxLength(40)]
    public string? Department { get; init; }

    /// <summary>Permessi.</summary>
    [MaxLength(IssueApiKey.MaxScopes)]
    public IReadOnlyList<string> Scopes => ScopeList.Split(' ');

    /// <summary>Codici dei tipi di entrata ai quali è limitata; assente se vale per tutti.</summary>
    [MaxLength(RevenueTypeLimit.MaxTypes)]
    public IReadOnlyList<string>? RevenueTypes => RevenueTypeList?.Split(' ');

    /// <summary>Istante del rilascio.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>Istante dal quale non vale più.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>Istante della revoca.</summary>
    public Instant? RevokedAt { get; init; }

    /// <summary>Istante dell'ultimo uso, con l'approssimazione di una decina di minuti; assente se non risulta mai usata.</summary>
    public Instant? LastUsedAt { get; init; }

    /// <summary>Istante fino al quale vale anche il segreto precedente all'ultima rotazione; assente se non è mai stata ruotata.</summary>
    public Instant? PreviousValidUntil { get; init; }

    /// <summary>Contrassegno della versione, da ripetere in If-Match per modificare la risorsa.</summary>
    [MaxLength(20)]
    public string Etag => ETag.Of(Version);

    [JsonIgnore]
    internal int Version { get; init; }

    [JsonIgnore]
    internal string ScopeList { get; init; } = "";

    [JsonIgnore]
    internal string? RevenueTypeList { get; init; }
}
