using System.Text.Json;
using Dapper;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Which documents a batch prints, in the order of printing. They are found some thousands at a time, so that few are in memory, and written
/// down some at a time, so that other writers wait for some and not for all; no notice is made before the last one is written down.
/// </summary>
internal sealed class NoticeSelection(Db db, IClock clock, Lease lease)
{
    /// <summary>How many documents one transaction writes down.</summary>
    public const int RowsAtOnce = 2_000;

    // Each reading puts all that is left in order, so there should be few of them.
    private const int FoundAtOnce = 5 * RowsAtOnce;

    /// <summary>Chooses the documents of a batch, or resumes a choice that was cut short: documents already chosen keep their place.</summary>
    public async Task WriteDown(Id batchId, CancellationToken cancellation)
    {
        while (true)
        {
            var (found, written) = await db.Snapshot(sql => FindRest(sql, batchId), cancellation);
            if (found is null)
            {
                return;
            }

            foreach (var ids in found.Chunk(RowsAtOnce))
            {
                await lease.Keep(cancellation);
                var first = written + 1;
                await db.Transact(sql => Write(sql, batchId, first, ids), cancellation);
                written += ids.Length;
            }

            if (found.Count < FoundAtOnce)
            {
                await db.Transact(sql => End(sql, batchId, written), cancellation);
                return;
            }
        }
    }

    /// <summary>How many documents satisfy the conditions now.</summary>
    public static Task<int> Count(
        Sql sql,
        CreateNoticeBatchRequest conditions,
        FiscalCode organization,
        Id? departmentId,
        RevenueTypeLimit? limit
    ) =>
        sql.Value<int>(
            Documents(sql, conditions, departmentId, limit, isCount: true),
            Parameters(conditions, organization, departmentId, limit)
        );

    /// <summary>
    /// The first documents, in the order of printing, that satisfy the conditions and are not written down yet, and how many are; none when
    /// the choice is over.
    /// </summary>
    private static async Task<(IReadOnlyList<Id>? Found, long Written)> FindRest(Sql sql, Id batchId)
    {
        var batch = await NoticeBatchRow.Find(sql, batchId.Value, caller: null);
        if (batch.Conditions is null)
        {
            return (null, 0);
        }

        var conditions = JsonSerializer.Deserialize<CreateNoticeBatchRequest>(batch.Conditions, Json.Options)!;
        var revenueTypes = RevenueTypeLimit.Read(batch.RevenueTypes);
        var parameters = Parameters(conditions, batch.OrganizationFiscalCode, batch.DepartmentId, revenueTypes);
        parameters.AddDynamicParams(new { batchId, limit = FoundAtOnce });
        var found = await sql.Rows<Id>(Documents(sql, conditions, batch.DepartmentId, revenueTypes, isCount: false), parameters);
        var written = await sql.Value<long>("SELECT COUNT(*) FROM NoticeBatchSelections WHERE BatchId = @batchId", new { batchId });
        return (found, written);
    }

    /// <summary>The documents that satisfy the conditions: their number, or the first ones that are not written down yet.</summary>
    private static string Documents(
        Sql sql,
        CreateNoticeBatchRequest conditions,
        Id? departmentId,
        RevenueTypeLimit? limit,
        bool isCount
    ) =>
        $"""
            SELECT {(isCount ? "COUNT(*)" : "d.Id")}
              FROM PaymentDocuments d
             WHERE d.State <> 'staged'
               AND (@all = 0 OR COALESCE(d.Origin, 'department') <> 'spontaneous')
               AND d.OrganizationFiscalCode = @organization
               {Sql.When(departmentId, "AND d.DepartmentId = @departmentId")}
               {Ownership.OfRevenueTypes(limit, "d.Id")}
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
               {(isCount ? "" : "AND d.Id NOT IN (SELECT s.DocumentId FROM NoticeBatchSelections s WHERE s.BatchId = @batchId)")}
             {(
                isCount ? ""
                : conditions.Order == PrintOrder.ExternalId ? "ORDER BY d.ExternalId, d.Id"
                : "ORDER BY d.DebtorPostalCode, d.DebtorCity, d.DebtorStreet, d.DebtorCivicNumber, d.DebtorName, d.Id"
            )}
             {(isCount ? "" : sql.Dialect.FirstRows)}
            """;

    private static DynamicParameters Parameters(
        CreateNoticeBatchRequest conditions,
        FiscalCode organization,
        Id? departmentId,
        RevenueTypeLimit? limit
    )
    {
        var parameters = new DynamicParameters(
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
        Ownership.AddRevenueTypes(parameters, limit);
        return parameters;
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
            "UPDATE NoticeBatches SET Total = @total, Conditions = NULL, FailedTurns = NULL, UpdatedAt = @now WHERE Id = @batchId",
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
