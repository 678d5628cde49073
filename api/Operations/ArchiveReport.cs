using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>What <c>check</c> says about pagoPA's archive of notices: per organization what waits, what was refused, and why.</summary>
internal static class ArchiveReport
{
    /// <summary>One line for each organization that feeds the archive, or wants to.</summary>
    /// <param name="db">A database whose schema is up to date.</param>
    /// <param name="isConnected">True when the address of the archive is set.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<ArchiveLine>> Look(Db db, bool isConnected, CancellationToken cancellation)
    {
        var organizations = await db.Read(
            sql =>
                sql.Rows<Row>(
                    """
                    SELECT o.FiscalCode, COALESCE(o.AcaEnabled, 0) AS IsEnabled, a.PausedUntil, a.PauseReason,
                           (SELECT COUNT(*) FROM ArchiveFeeds f WHERE f.LaneId = a.Id AND f.State = 'pending') AS Pending
                      FROM Organizations o
                      LEFT JOIN ArchiveOrganizations a ON a.OrganizationFiscalCode = o.FiscalCode
                     WHERE o.AcaEnabled = 1 OR a.Id IS NOT NULL
                     ORDER BY o.FiscalCode
                    """
                ),
            cancellation
        );
        var failures = (
            await db.Read(
                sql =>
                    sql.Rows<Failure>(
                        """
                        SELECT o.OrganizationFiscalCode AS FiscalCode, LastError AS Reason, COUNT(*) AS Documents
                          FROM ArchiveFeeds
                         INNER JOIN ArchiveOrganizations o ON o.Id = LaneId
                         WHERE State = 'failed'
                         GROUP BY o.OrganizationFiscalCode, LastError
                         ORDER BY o.OrganizationFiscalCode, LastError
                        """
                    ),
                cancellation
            )
        ).ToLookup(failure => failure.FiscalCode);
        return [.. organizations.Select(row => LineOf(row, [.. failures[row.FiscalCode]], isConnected))];
    }

    private static ArchiveLine LineOf(Row row, IReadOnlyList<Failure> failures, bool isConnected)
    {
        var refused = string.Join(", ", failures.Select(failure => $"{failure.Documents} {failure.Reason}"));
        var counts = $"documenti in attesa: {row.Pending}; non accettati: {(refused.Length > 0 ? refused : "nessuno")}";
        var name = $"Archivio pagoPA, ente {row.FiscalCode}";
        return (row.PauseReason, isConnected, row.IsEnabled) switch
        {
            ("organization-refused", _, _) => new(
                $"{name}: pagoPA non ha abilitato l'ente (403), prossimo tentativo {At(row.PausedUntil)}; {counts}",
                IsWarning: true
            ),
            ("key-refused", _, _) => new(
                $"{name}: la chiave di sottoscrizione è rifiutata (401, {ServiceAddress.Aca.Key}), prossimo tentativo {At(row.PausedUntil)}; {counts}",
                IsWarning: true
            ),
            (_, false, true) => new($"{name}: attivato (acaEnabled), ma manca {ServiceAddress.Aca.Address}", IsWarning: true),
            (_, false, false) => new($"{name}: disattivato e non collegato; {counts}", IsWarning: row.Pending > 0),
            (_, true, false) => new($"{name}: disattivato, gli avvisi sono ritirati; {counts}", IsWarning: failures.Count > 0),
            _ => new($"{name}: {counts}", IsWarning: failures.Count > 0),
        };
    }

    private static string At(Instant? moment) =>
        moment is { } at ? at.InZone(Rome.Zone).ToString("dd/MM/uuuu HH:mm", CultureInfo.InvariantCulture) : "subito";

    private sealed record Row
    {
        public FiscalCode FiscalCode { get; init; }
        public bool IsEnabled { get; init; }
        public Instant? PausedUntil { get; init; }
        public string? PauseReason { get; init; }
        public long Pending { get; init; }
    }

    private sealed record Failure
    {
        public FiscalCode FiscalCode { get; init; }
        public string Reason { get; init; } = "";
        public long Documents { get; init; }
    }
}

/// <summary>A line of the report. A warning does not keep the program from starting.</summary>
internal sealed record ArchiveLine(string Text, bool IsWarning);
