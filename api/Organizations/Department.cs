using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Ufficio (sistema competente) a cui appartengono i crediti.</summary>
public sealed record Department : IVersioned
{
    internal const string Select = "SELECT Code, Name, CreatedAt, UpdatedAt, Version FROM Departments";

    /// <summary>Codice, unico nell'ente.</summary>
    [MaxLength(40)]
    public string Code { get; init; } = "";

    /// <summary>Denominazione.</summary>
    [MaxLength(100)]
    public string Name { get; init; } = "";

    /// <summary>Istante della registrazione.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>Istante dell'ultima modifica.</summary>
    public Instant UpdatedAt { get; init; }

    /// <summary>Contrassegno della versione, da ripetere in If-Match per modificare la risorsa.</summary>
    [MaxLength(20)]
    public string Etag => ETag.Of(Version);

    [JsonIgnore]
    internal int Version { get; init; } = 1;

    internal static Task<Department?> Row(Sql sql, Organization owner, string code) =>
        sql.Row<Department>($"{Select} WHERE OrganizationFiscalCode = @FiscalCode AND Code = @code", new { owner.FiscalCode, code });

    /// <exception cref="Refusal"><see cref="Codes.DepartmentNotFound"/>.</exception>
    internal static async Task<Department> Require(Sql sql, Organization owner, string code) =>
        await Row(sql, owner, code) ?? throw new Refusal(Codes.DepartmentNotFound, "L'ente non ha un ufficio con questo codice.");

    internal static Task Insert(Sql sql, string organization, string code, string name, Instant now) =>
        sql.Execute(
            """
            INSERT INTO Departments (Id, OrganizationFiscalCode, Code, Name, CreatedAt, UpdatedAt)
            VALUES (@id, @organization, @code, @name, @now, @now)
            """,
            new
            {
                id = Id.New(now),
                organization,
                code,
                name,
                now,
            }
        );
}
