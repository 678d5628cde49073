using System.Collections.Concurrent;
using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>A service that is offered, with its revenue type and the department that owns its documents.</summary>
internal sealed record OfferedService(RevenueTypeFacts RevenueType, Id DepartmentId, string Department, SpontaneousService Service)
{
    /// <summary>The code of the service, which is that of its revenue type.</summary>
    public string Code => RevenueType.Code;

    /// <summary>The revenue type of the organization's stamps; null when the service adds none, or the organization has no such type.</summary>
    public RevenueTypeFacts? StampType { get; init; }

    /// <summary>The version of the revenue type, which every change increases.</summary>
    public required int Version { get; init; }
}

/// <summary>The services that an organization offers. A service that is not enabled does not exist for payers.</summary>
internal static class SpontaneousServices
{
    private const int MaxCompiled = 1_000;

    // A version of a revenue type never changes, so an entry never becomes wrong.
    private static readonly ConcurrentDictionary<(Id RevenueType, int Version), SpontaneousService> Compiled = new();

    /// <summary>The service with a code.</summary>
    /// <exception cref="Refusal"><see cref="Codes.SpontaneousServiceNotFound"/>.</exception>
    public static async Task<OfferedService> Find(Sql sql, FiscalCode organization, string code) =>
        await Load(
            sql,
            organization,
            await sql.Row<ServiceRow>(
                $"""
                SELECT {RevenueTypeFacts.Columns}, Spontaneous, Version
                  FROM RevenueTypes
                 WHERE OrganizationFiscalCode = @organization
                   AND Code = @code
                   AND SpontaneousEnabled = 1
                """,
                new { organization, code }
            )
        );

    /// <summary>The service with a code at the pagoPA Node.</summary>
    /// <exception cref="Refusal"><see cref="Codes.SpontaneousServiceNotFound"/>.</exception>
    public static async Task<OfferedService> FindByNodeCode(Sql sql, FiscalCode organization, string nodeServiceCode) =>
        await Load(
            sql,
            organization,
            await sql.Row<ServiceRow>(
                $"""
                SELECT {RevenueTypeFacts.Columns}, Spontaneous, Version
                  FROM RevenueTypes
                 WHERE OrganizationFiscalCode = @organization
                   AND NodeServiceCode = @nodeServiceCode
                   AND NodeServiceCode IS NOT NULL
                   AND SpontaneousEnabled = 1
                """,
                new { organization, nodeServiceCode }
            )
        );

    /// <summary>The compiled form of a stored service.</summary>
    public static SpontaneousService Compile(Id revenueType, int version, string settings)
    {
        if (Compiled.TryGetValue((revenueType, version), out var known))
        {
            return known;
        }

        if (Compiled.Count >= MaxCompiled)
        {
            Compiled.Clear();
        }

        var service = SpontaneousService.Compile(Read(settings));
        Compiled[(revenueType, version)] = service;
        return service;
    }

    /// <summary>The stored text of settings.</summary>
    public static string Write(SpontaneousSettings settings) => JsonSerializer.Serialize(settings, Json.Options);

    /// <summary>The settings in a stored text.</summary>
    public static SpontaneousSettings Read(string text) => JsonSerializer.Deserialize<SpontaneousSettings>(text, Json.Options)!;

    public static Refusal NotFound() =>
        new(Codes.SpontaneousServiceNotFound, "L'ente non offre un servizio con questo codice: consultare il catalogo.");

    private static async Task<OfferedService> Load(Sql sql, FiscalCode organization, ServiceRow? row)
    {
        if (row is null)
        {
            throw NotFound();
        }

        var service = Compile(row.Id, row.Version, row.Spontaneous);
        var departmentId = await sql.Value<Id>(
            "SELECT Id FROM Departments WHERE OrganizationFiscalCode = @organization AND Code = @Department",
            new { organization, service.Settings.Department }
        );
        return new OfferedService(row, departmentId, service.Settings.Department, service)
        {
            StampType = service.MaxStamps == 0 ? null : await FindStampType(sql, organization),
            Version = row.Version,
        };
    }

    private static Task<RevenueTypeFacts?> FindStampType(Sql sql, FiscalCode organization) =>
        sql.Row<RevenueTypeFacts>(
            $"""
            SELECT {RevenueTypeFacts.Columns}
              FROM RevenueTypes
             WHERE OrganizationFiscalCode = @organization
               AND StampAmountCents IS NOT NULL
            """,
            new { organization }
        );

    /// <summary>The facts of a revenue type, with its service as it is stored.</summary>
    private sealed record ServiceRow : RevenueTypeFacts
    {
        public string Spontaneous { get; init; } = "";
        public int Version { get; init; }
    }
}
