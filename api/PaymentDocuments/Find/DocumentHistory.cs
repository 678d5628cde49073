using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Timeline;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Find;

/// <summary>Iter di un documento: ogni evento, in ordine, concatenato al precedente da un'impronta.</summary>
public sealed record DocumentTimeline
{
    /// <summary>Vero se gli eventi sono tutti presenti e la catena delle impronte è integra.</summary>
    public required bool ChainVerified { get; init; }

    /// <summary>Gli eventi, dal primo.</summary>
    [MaxLength(10_000)]
    public required IReadOnlyList<TimelineEvent> Items { get; init; }
}

/// <summary>Evento dell'iter.</summary>
public sealed record TimelineEvent
{
    /// <summary>Posizione, da 1, senza salti.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Tipo, da cui dipendono i dati.</summary>
    [MaxLength(40), ExtensibleEnum(typeof(TimelineTypes))]
    public required string Type { get; init; }

    /// <summary>Chi l'ha causato: una chiave, un canale o il sistema.</summary>
    [MaxLength(60)]
    public required string Actor { get; init; }

    /// <summary>Istante.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>Dati dell'evento, senza dati personali.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>Impronta SHA-256 dell'evento e di quello precedente, in esadecimale.</summary>
    [MaxLength(64)]
    public required string Hash { get; init; }
}

/// <summary>Movimenti di un documento.</summary>
/// <param name="Items">I movimenti, dal primo.</param>
public sealed record MovementList([property: MaxLength(10_000)] IReadOnlyList<Movement> Items);

/// <summary>Movimento: una riga del conto di una voce di debito, mai modificata.</summary>
public sealed record Movement
{
    /// <summary>Posizione, da 1, senza salti.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Posizione della voce di debito nel documento.</summary>
    public required int ItemOrdinal { get; init; }

    /// <summary>Tipo: charge, adjustment, payment, …</summary>
    [MaxLength(20), ExtensibleEnum(MovementKind.Charge, MovementKind.Adjustment, MovementKind.Payment, MovementKind.Reversal)]
    public required string Kind { get; init; }

    /// <summary>Importo in centesimi di euro: positivo se accresce il debito, negativo se lo riduce.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Rata a cui si riferisce.</summary>
    public int? InstallmentOrdinal { get; init; }

    /// <summary>Riscossione a cui si riferisce.</summary>
    [MaxLength(26)]
    public string? PaymentId { get; init; }

    /// <summary>Istante in cui il contribuente ha pagato, secondo la riscossione a cui si riferisce.</summary>
    public Instant? PaidAt { get; init; }

    /// <summary>Chi l'ha causato.</summary>
    [MaxLength(60)]
    public required string Actor { get; init; }

    /// <summary>Motivo, quando è stato chiesto.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }

    /// <summary>Istante di registrazione.</summary>
    public required Instant RecordedAt { get; init; }
}

internal static class DocumentHistory
{
    public static async Task<Ok<DocumentTimeline>> Timeline(string id, Caller caller, Db db, CancellationToken cancellation) =>
        TypedResults.Ok(
            await db.Snapshot(
                async sql =>
                {
                    var head = await Head(sql, id, caller);
                    var rows = await sql.Rows<TimelineRow>("SELECT * FROM TimelineEvents WHERE DocumentId = @Id ORDER BY Ordinal", head);
                    return new DocumentTimeline
                    {
                        ChainVerified = TimelineChain.Verifies(rows, head.TimelineHash),
                        Items = [.. rows.Select(EventOf)],
                    };
                },
                cancellation
            )
        );

    public static async Task<Ok<MovementList>> Movements(string id, Caller caller, Db db, CancellationToken cancellation) =>
        TypedResults.Ok(
            await db.Snapshot(
                async sql =>
                {
                    var head = await Head(sql, id, caller);
                    return new MovementList(
                        await sql.Rows<Movement>(
                            """
                            SELECT m.Ordinal, m.ItemOrdinal, m.Kind, m.AmountCents, m.InstallmentOrdinal, m.PaymentId, p.PaidAt, m.Actor,
                                   m.Reason, m.RecordedAt
                              FROM Movements m
                              LEFT JOIN Payments p ON p.Id = m.PaymentId
                             WHERE m.DocumentId = @Id
                             ORDER BY m.Ordinal
                            """,
                            head
                        )
                    );
                },
                cancellation
            )
        );

    /// <summary>The id of a document that the caller's office may see.</summary>
    /// <exception cref="Refusal"><see cref="Codes.DocumentNotFound"/>.</exception>
    public static async Task<Id> Visible(Sql sql, string id, Caller caller) => (await Head(sql, id, caller)).Id;

    private static async Task<HeadRow> Head(Sql sql, string id, Caller caller) =>
        await sql.Row<HeadRow>(
            $"""
            SELECT d.Id, d.TimelineHash
              FROM PaymentDocuments d
             WHERE d.Id = @id
               AND d.State <> 'staged'
               {Ownership.OfOfficeDocuments(caller, "d")}
            """,
            Ownership.Parameters(caller, new { id = ReadDocument.ParseId(id) })
        ) ?? throw ReadDocument.NotFound();

    private static TimelineEvent EventOf(TimelineRow row)
    {
        using var data = JsonDocument.Parse(row.Data);
        return new TimelineEvent
        {
            Ordinal = row.Ordinal,
            Type = row.Type,
            Actor = row.Actor,
            OccurredAt = row.OccurredAt,
            Data = data.RootElement.Clone(),
            Hash = Convert.ToHexStringLower(row.Hash),
        };
    }

    private sealed record HeadRow
    {
        public Id Id { get; init; }
        public byte[] TimelineHash { get; init; } = [];
    }
}
