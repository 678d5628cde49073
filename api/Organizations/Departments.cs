using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Ufficio (sistema competente) a cui appartengono i crediti.</summary>
public sealed record Department : IVersioned
{
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
}

/// <summary>Ufficio da registrare.</summary>
/// <param name="Code">Codice, unico nell'ente: lettere minuscole, cifre e trattini.</param>
/// <param name="Name">Denominazione.</param>
public sealed record NewDepartment(
    [property: MinLength(1), MaxLength(40)] string Code,
    [property: MinLength(1), MaxLength(100)] string Name
);

/// <summary>Dati modificabili di un ufficio.</summary>
/// <param name="Name">Denominazione.</param>
public sealed record DepartmentSettings([property: MinLength(1), MaxLength(100)] string Name);

/// <summary>Pagina di uffici.</summary>
/// <param name="Items">Gli uffici.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record DepartmentPage(
    [property: MaxLength(200)] IReadOnlyList<Department> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class Departments
{
    private const string Select = "SELECT Code, Name, CreatedAt, UpdatedAt, Version FROM Departments";

    public static async Task<Results<Created<Department>, Ok<Department>>> Create(
        string organization,
        NewDepartment request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var code = validation.KebabCode("/code", request.Code);
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        return await once.Transact<Results<Created<Department>, Ok<Department>>>(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var found = await Row(sql, owner, code);
                if (found is null)
                {
                    await Insert(sql, owner.FiscalCode, code, name, now);
                    var created = new Department
                    {
                        Code = code,
                        Name = name,
                        CreatedAt = now,
                        UpdatedAt = now,
                    };
                    return TypedResults.Created($"/v1/organizations/{organization}/departments/{code}", created);
                }

                return found.Name == name
                    ? TypedResults.Ok(found)
                    : throw new Refusal(Codes.DepartmentExists, "L'ufficio è già registrato con un altro nome: per cambiarlo usare PUT.");
            },
            cancellation
        );
    }

    public static Task<Department> Change(
        string organization,
        string department,
        DepartmentSettings request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var existing = await Row(sql, owner, department) ?? throw NotFound();
                ifMatch.Require(existing.Version);
                var changed = existing with { Name = name, UpdatedAt = now, Version = existing.Version + 1 };
                var rows = await sql.Execute(
                    """
                    UPDATE Departments
                    SET Name = @name, UpdatedAt = @now, Version = @Version
                    WHERE OrganizationFiscalCode = @FiscalCode AND Code = @department AND Version = @Version - 1
                    """,
                    new
                    {
                        owner.FiscalCode,
                        department,
                        name,
                        now,
                        changed.Version,
                    }
                );
                return rows == 1 ? changed : throw new ConcurrentChange();
            },
            cancellation
        );
    }

    public static Task<Department> Read(string organization, string department, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(
            async sql => await Row(sql, await Organization.Require(sql, caller, organization), department) ?? throw NotFound(),
            cancellation
        );

    public static async Task<DepartmentPage> Find(
        string organization,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"departments {organization}", limit, cursor);
        var rows = await db.Read(
            async sql =>
            {
                var owner = await Organization.Require(sql, caller, organization);
                return await sql.Rows<Department>(
                    $"""
                    {Select}
                    WHERE OrganizationFiscalCode = @FiscalCode
                        {Sql.When(page.After, "AND Code > @after")}
                    ORDER BY Code
                    {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        owner.FiscalCode,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                );
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, department => department.Code);
        return new DepartmentPage(items, next);
    }

    public static Task Insert(Sql sql, string organization, string code, string name, Instant now) =>
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

    private static Task<Department?> Row(Sql sql, Organization owner, string code) =>
        sql.Row<Department>($"{Select} WHERE OrganizationFiscalCode = @FiscalCode AND Code = @code", new { owner.FiscalCode, code });

    private static Refusal NotFound() => new(Codes.DepartmentNotFound, "L'ente non ha un ufficio con questo codice.");
}
