using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

internal static class ReceiveBulkLoad
{
    private static readonly MinDataRate MinUploadRate = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(20));

    /// <summary>
    /// Receives a load. It is answered, and may run, when all chunks are durable. A load that is not received whole is deleted.
    /// </summary>
    public static async Task<Accepted<BulkLoad>> Handle(
        HttpContext context,
        Caller caller,
        Db db,
        BulkLoadOptions options,
        IClock clock,
        Signal<RunBulkLoads> signal,
        CancellationToken cancellation,
        [ExtensibleEnum(typeof(LoadMode))] string? mode = null,
        [ExtensibleEnum(typeof(RowAction))] string? action = null,
        string? name = null,
        string? organization = null,
        string? department = null
    )
    {
        var content = LoadContent.Of(context.Request);
        var load = Checked(mode, action, name) with
        {
            Id = Id.New(clock.GetCurrentInstant()),
            Format = content.Format,
            Actor = caller.Actor,
            RevenueTypes = caller.RevenueTypes?.Text,
            CreatedAt = clock.GetCurrentInstant(),
        };
        var tenant = await db.Read(sql => Tenant.FindDepartment(sql, caller, organization, department), cancellation);
        load = load with { OrganizationFiscalCode = tenant.Organization, DepartmentId = tenant.DepartmentId!.Value };
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = MinUploadRate;
        }

        await db.Transact(sql => Begin(sql, load), cancellation);
        try
        {
            var received = await InboundFiles.Receive(
                context.Request.Body,
                content.Encoding,
                options,
                content.Rows(),
                chunk => db.Transact(sql => Store(sql, load.Id, chunk, clock.GetCurrentInstant()), cancellation),
                cancellation
            );
            await db.Transact(sql => End(sql, load, received, clock.GetCurrentInstant()), cancellation);
        }
        catch
        {
            await SweepBulkLoads.Remove(db, load.Id, CancellationToken.None);
            throw;
        }

        signal.Raise();
        var stored = await db.Read(sql => BulkLoadRow.Find(sql, load.Id.Value, caller), cancellation);
        return TypedResults.Accepted($"/v1/bulk-loads/{load.Id}", stored.Published());
    }

    private static BulkLoadRow Checked(string? mode, string? action, string? name)
    {
        var validation = new Validation();
        var load = new BulkLoadRow
        {
            Mode = mode ?? LoadMode.ContinueOnFailure,
            Action = action ?? RowAction.Issue,
            Name = validation.OptionalText("/name", name, 100),
            State = LoadState.Receiving,
        };
        validation.Require(
            LoadMode.All.Contains(load.Mode, StringComparer.Ordinal),
            "/mode",
            "mode-unknown",
            $"Le modalità sono: {string.Join(", ", LoadMode.All)}."
        );
        validation.Require(
            RowAction.All.Contains(load.Action, StringComparer.Ordinal),
            "/action",
            "action-unknown",
            $"Le azioni sono: {string.Join(", ", RowAction.All)}."
        );
        validation.ThrowIfAny();
        return load;
    }

    private static async Task Store(Sql sql, Id loadId, FileChunk chunk, Instant now)
    {
        await LoadChunks.Add(sql, loadId, chunk);
        await sql.Execute("UPDATE BulkLoads SET UpdatedAt = @now WHERE Id = @loadId", new { loadId, now });
    }

    private static Task<int> Begin(Sql sql, BulkLoadRow load) =>
        sql.Execute(
            """
            INSERT INTO BulkLoads (
                Id, OrganizationFiscalCode, DepartmentId, Name, Format, Mode, Action, State, Actor, ReceivedBytes, ReceivedRows, NextLine,
                FinishedLine, RowsRead, Issued, Unchanged, Replaced, Cancelled, Rejected, CreatedAt, UpdatedAt,
                RevenueTypes)
            VALUES (
                @Id, @OrganizationFiscalCode, @DepartmentId, @Name, @Format, @Mode, @Action, @State, @Actor, 0, 0, 1,
                0, 0, 0, 0, 0, 0, 0, @CreatedAt, @CreatedAt,
                @RevenueTypes)
            """,
            load
        );

    private static async Task End(Sql sql, BulkLoadRow load, ReceivedFile file, Instant now)
    {
        var received = await sql.Execute(
            """
            UPDATE BulkLoads
               SET State         = 'waiting',
                   ContentHash   = @Hash,
                   ReceivedBytes = @Bytes,
                   ReceivedRows  = @Rows,
                   UpdatedAt     = @now
             WHERE Id    = @Id
               AND State = 'receiving'
            """,
            new
            {
                load.Id,
                file.Hash,
                file.Bytes,
                file.Rows,
                now,
            }
        );
        if (received == 0)
        {
            throw new Refusal(Codes.Unavailable, "Il caricamento è stato ricevuto troppo lentamente: ripeterlo.");
        }
    }
}
