using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>An invented organization with two departments, TRIBUTI and SCUOLA, that no other test touches.</summary>
internal sealed record TestTenant(FiscalCode Organization, Id Taxes, Id Schools)
{
    private static int lastNumber;

    public static Task<TestTenant> Add(Db db, Instant now)
    {
        var tenant = new TestTenant(NextCode(), Id.New(now), Id.New(now));
        return db.Transact(
            async sql =>
            {
                await sql.Execute(
                    """
                    INSERT INTO Organizations
                        (FiscalCode, Name, SegregationCode, BrokerFiscalCode, StationId, DefaultDueDays, CreatedAt, UpdatedAt)
                    VALUES (@Organization, 'Ente di prova', '00', @Organization, 'STATION', 30, @now, @now)
                    """,
                    new { tenant.Organization, now }
                );
                await sql.Execute(
                    """
                    INSERT INTO Departments (Id, OrganizationFiscalCode, Code, Name, CreatedAt, UpdatedAt)
                    VALUES (@Taxes, @Organization, 'TRIBUTI', 'Tributi', @now, @now), (@Schools, @Organization, 'SCUOLA', 'Scuola', @now, @now)
                    """,
                    new
                    {
                        tenant.Organization,
                        tenant.Taxes,
                        tenant.Schools,
                        now,
                    }
                );
                return tenant;
            },
            CancellationToken.None
        );
    }

    /// <summary>A code of the tax office of Lecce (075) with the check digit that makes it valid.</summary>
    private static FiscalCode NextCode()
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"9{Interlocked.Increment(ref lastNumber):000000}075");
        for (var check = 0; check <= 9; check++)
        {
            if (FiscalCode.TryParse(stem + check.ToString(CultureInfo.InvariantCulture), out var code))
            {
                return code;
            }
        }

        throw new InvalidOperationException($"No check digit fits {stem}.");
    }
}
