using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Which documents a batch prints, in the order of printing. They are found by one reading statement and written down some at a time, so that
/// other writers wait for some and not for all; no notice is made before the last one is written down.
/// </summary>
internal sealed class NoticeSelection(Db db, IClock clock, Lease lease)
{
    /// <summary>How many documents one transaction writes down.</summary>
    public const int RowsAtOnce = 2_000;

    /// <summary>Chooses the documents of a batch, or goes on where somebody stopped: who is written down keeps their place.</summary>
    public async Task WriteDown(Id batchId, CancellationToken cancellation)
    {
        var (batch, found, before) = await db.Snapshot(sql => Read(sql, batchId), cancellation);
        if (batch.Conditions is null)
        {
            return;
        }

        var written = before.ToHashSet();
        long total = written.Count;
        foreach (var ids in found.Where(id => !written.Contains(id)).Chunk(RowsAtOnce))
        {
            await lease.Keep(cancellation);
            var first = total + 1;
            await db.Transact(sql => Write(sql, batchId, first, ids), cancellation);
            total += ids.Length;
        }

        await db.Transact(sql => End(sql, batchId, total), cancellation);
    }

    /// <summary>The documents that satisfy the conditions now, in the order of printing.</summary>
    public static Task<IReadOnlyList<Id>> Find(Sql sql, CreateNoticeBatchRequest conditions, FiscalCode organization, Id? departmentId) =>
        sql.Rows<Id>(
            $"""
            SELECT d.Id
              FROM PaymentDocuments d
             WHERE d.State <> 'staged'
               AND d.OrganizationFiscalCode = @organization
               {Sql.When(departmentId, "AND d.DepartmentId = @departmentId")}
               {Sql.When(conditions.State, "AND d.State = @State")}
               {Sql.When(
                conditions.BulkLoadId,
                "AND d.Id IN (SELECT r.DocumentId FROM BulkLoadResults r WHERE r.LoadId = @BulkLoadId AND r.DocumentId IS NOT NULL)"
            )}
               AND (@all = 1 OR d.Id IN ({sql.Dialect.TextsOf("@documents")}))
               {Sql.When(conditions.IssuedFrom, "AND d.IssuedAt >= @from")}
               {Sql.When(conditions.IssuedTo, "AND d.IssuedAt < @to")}
               {Sql.When(conditions.Year, "AND EXISTS (SELECT 1 FROM DebtItems i WHERE i.DocumentId = d.Id AND i.Year = @Year)")}
               {Sql.When(
                conditions.RevenueType,
                """
                AND EXISTS (SELECT 1
                              FROM DebtItems i
                             INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
                             WHERE i.DocumentId = d.Id
                               AND t.Code = @RevenueType)
                """
            )}
             ORDER BY {(
                conditions.Order == PrintOrder.ExternalId
                    ? "d.ExternalId, d.Id"
                    : "d.DebtorPostalCode, d.DebtorCity, d.DebtorStreet, d.DebtorCivicNumber, d.DebtorName, d.Id"
            )}
            """,
            new
            {
                organization,
                departmentId,
                conditions.State,
                conditions.BulkLoadId,
                conditions.Year,
                conditions.RevenueType,
                all = conditions.DocumentIds is null,
                documents = StoredJson.Write(conditions.DocumentIds ?? []),
                from = conditions.IssuedFrom is { } first ? Rome.EndOf(first.PlusDays(-1)) : (Instant?)null,
                to = conditions.IssuedTo is { } last ? Rome.EndOf(last) : (Instant?)null,
            }
        );

    private static async Task<(NoticeBatchRow Batch, IReadOnlyList<Id> Found, IReadOnlyList<Id> Written)> Read(Sql sql, Id batchId)
    {
        var batch = await NoticeBatchRow.Find(sql, batchId.Value, caller: null);
        if (batch.Conditions is null)
        {
            return (batch, [], []);
        }

        var conditions = JsonSerializer.Deserialize<CreateNoticeBatchRequest>(batch.Conditions, Json.Options)!;
        return (
            batch,
            await Find(sql, conditions, batch.OrganizationFiscalCode, batch.DepartmentId),
            await sql.Rows<Id>("SELECT DocumentId FROM NoticeBatchSelections WHERE BatchId = @batchId", new { batchId })
        );
    }

    private async Task Write(Sql sql, Id batchId, long first, Id[] ids)
    {
        await lease.Require(sql);
        await sql.Insert(
            NoticeBatchSelectionRow.Table,
            [
                .. ids.Select(
                    (id, index) =>
                        new NoticeBatchSelectionRow
                        {
                            BatchId = batchId,
                            Ordinal = first + index,
                            DocumentId = id,
                        }
                ),
            ]
        );
    }

    private async Task End(Sql sql, Id batchId, long total)
    {
        await lease.Require(sql);
        await sql.Execute(
            "UPDATE NoticeBatches SET Total = @total, Conditions = NULL, UpdatedAt = @now WHERE Id = @batchId",
            new
            {
                batchId,
                total,
                now = clock.GetCurrentInstant(),
            }
        );
    }
}

/// <summary>One document of a batch, in its place.</summary>
internal sealed record NoticeBatchSelectionRow
{
    public Id BatchId { get; init; }
    public long Ordinal { get; init; }
    public Id DocumentId { get; init; }

    public static readonly BulkTable<NoticeBatchSelectionRow> Table = new BulkTable<NoticeBatchSelectionRow>("NoticeBatchSelections")
        .Code("BatchId", row => row.BatchId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("DocumentId", row => row.DocumentId);
}
